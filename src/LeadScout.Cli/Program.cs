using System.Globalization;
using System.Text;
using LeadScout.Cli.Terminals;
using Microsoft.Win32.SafeHandles;

namespace LeadScout.Cli;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        if (args is ["--version"] && !OperatingSystem.IsWindows() && WroteVersion())
        {
            return Task.FromResult(ExitCode.Done);
        }

        return OpenFileLimit.Refusal(args) is { } refusal ? Task.FromResult(Refuse(refusal, args)) : RunAsync(args);
    }

    /// <summary>With as few libraries as may be.</summary>
    private static int Refuse(string message, string[] args)
    {
        Console.Error.WriteLine(message);
        if (Array.Exists(args, arg => arg is "json" or "--format=json" or "--format:json"))
        {
            Console.Out.WriteLine($$"""{"state":"refused","stoppedBecause":"{{message}}"}""");
        }

        return ExitCode.BadInput;
    }

    /// <summary>
    /// Scripts ask for the version often, through a pipe: answers before any library is loaded, and without the console, which would load
    /// the cultures. Not into a file, whose place is shared with who writes there next.
    /// </summary>
    private static bool WroteVersion()
    {
        try
        {
            using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (output.CanSeek)
            {
                return false;
            }

            output.Write(Encoding.UTF8.GetBytes(ProductVersion.Text + "\n"));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<int> RunAsync(string[] args)
    {
        // One culture for everybody: the same list gives the same bytes on every machine.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var output = new GuardedWriter(Console.Out);
        Console.SetOut(output);
        Console.SetError(new GuardedWriter(Console.Error));
        using var interrupts = new Interrupts(Console.Error);
        var terminal = Terminal.OfProcess() with { OutIsClosed = () => output.IsClosed };
        var exitCode = await CommandTelemetry.RunAsync(args, terminal, () => CommandLineApp.RunAsync(args, terminal, interrupts.Token));
        return output.Failure is { } failure ? Incomplete(failure, exitCode) : exitCode;
    }

    /// <summary>
    /// Done is only who has shown what was asked for. A reader that has seen enough, as head does, is no failure: the runtime tells nobody
    /// of it.
    /// </summary>
    private static int Incomplete(Exception failure, int exitCode)
    {
        Console.Error.WriteLine(
            $"Standard output can't be written: {failure.Message}. What was to be shown is not complete; what was done is kept. "
            + "Give the command again with another output: what was answered is not asked again.");
        return exitCode == ExitCode.Done ? ExitCode.BadInput : exitCode;
    }
}
