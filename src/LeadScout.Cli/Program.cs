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

        return RunAsync(args);
    }

    /// <summary>
    /// Scripts ask for the version often, through a pipe: answers before any library is loaded, and without the console, which would load the
    /// cultures. Not into a file, whose place is shared with who writes there next.
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
        using var interrupts = new Interrupts(Console.Error);
        return await Application.RunAsync(args, Terminal.OfProcess(), interrupts.Token);
    }
}
