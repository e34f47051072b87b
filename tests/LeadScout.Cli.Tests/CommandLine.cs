using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Tests;

/// <summary>The command line inside the test's own process: quick, for what needs no process. Paths must be absolute.</summary>
internal static class CommandLine
{
    /// <summary>Runs it with an empty environment.</summary>
    public static Task<Run> RunAsync(params string[] args) => RunAsync(_ => null, args);

    /// <summary>Runs it with the given environment.</summary>
    public static Task<Run> RunAsync(Func<string, string?> environment, params string[] args) =>
        RunAsync(environment, TimeProvider.System, args);

    /// <summary>Runs it before a person who presses a key when asked.</summary>
    public static Task<Run> AskedAsync(string key, params string[] args) =>
        RunAsync(_ => null, TimeProvider.System, args, terminal => terminal with { CanAsk = true, ReadKey = () => key });

    /// <summary>Runs it with keys on its standard input, one a line, until there are no more.</summary>
    public static async Task<Run> PressedAsync(string keys, params string[] args)
    {
        using var lines = new StringReader(keys);
        return await RunAsync(_ => null, TimeProvider.System, args, terminal => terminal with { ReadKey = Keys.Of(lines) });
    }

    /// <summary>Runs it with the given environment and clock.</summary>
    public static Task<Run> RunAsync(Func<string, string?> environment, TimeProvider clock, string[] args) =>
        RunAsync(environment, clock, args, terminal => terminal);

    private static async Task<Run> RunAsync(
        Func<string, string?> environment, TimeProvider clock, string[] args, Func<Terminal, Terminal> before)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = before(new Terminal(output, TextWriter.Synchronized(error), ErrorIsTerminal: false, clock, environment));
        var exitCode = await CommandLineApp.RunAsync(args, terminal, CancellationToken.None);
        return new Run(exitCode, output.ToString(), error.ToString());
    }
}
