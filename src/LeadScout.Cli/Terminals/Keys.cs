namespace LeadScout.Cli.Terminals;

/// <summary>
/// What a person presses, as short texts: a key's character, or one of the names below. Where standard input is no terminal, each line is
/// one key, so that a program or a file can press them too.
/// </summary>
internal static class Keys
{
    /// <summary>Return, or an empty line.</summary>
    public const string Enter = "";

    /// <summary>The space bar, or a line with this.</summary>
    public const string Skip = "-";

    /// <summary>Backspace, or a line with this.</summary>
    public const string Undo = "<";

    /// <summary>Escape, or a line with this.</summary>
    public const string Stop = ".";

    private const char Name = '/';

    /// <summary>Reads keys of the process's own standard input; null at its end.</summary>
    public static Func<string?> OfProcess() => Console.IsInputRedirected ? Of(Console.In) : Press;

    /// <summary>Reads keys of what is no terminal, one a line; null at its end.</summary>
    public static Func<string?> Of(TextReader lines) => () => lines.ReadLine()?.Trim();

    private static string? Press()
    {
        var key = Console.ReadKey(intercept: true);
        return key.Key switch
        {
            ConsoleKey.Enter => Enter,
            ConsoleKey.Spacebar => Skip,
            ConsoleKey.Backspace => Undo,
            ConsoleKey.Escape => Stop,
            _ when key.KeyChar == Name => Console.In.ReadLine()?.Trim(),
            _ => key.KeyChar.ToString(),
        };
    }
}
