using System.Globalization;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        // Scripts ask for the version often: answer before any library is loaded.
        if (args is ["--version"])
        {
            using var output = Console.OpenStandardOutput();
            output.Write(System.Text.Encoding.UTF8.GetBytes(ProductVersion.Text + "\n"));
            return Task.FromResult(ExitCode.Done);
        }

        return RunAsync(args);
    }

    private static async Task<int> RunAsync(string[] args)
    {
        // One culture for everybody: the same list gives the same bytes on every machine.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var interrupts = new Interrupts(Console.Error);
        return await Application.RunAsync(args, Terminal.OfProcess(), interrupts.Token);
    }
}
