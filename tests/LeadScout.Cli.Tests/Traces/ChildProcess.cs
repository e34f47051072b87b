using System.Diagnostics;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>Starts the real executable, by itself or through another program that becomes it.</summary>
internal static class ChildProcess
{
    public static Process Start(Folder folder, string[] wrapper, params string[] args)
    {
        string[] all = [.. wrapper, LeadScoutProcess.Executable, .. args];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_API_KEY"] = "test-key";
        start.Environment["LEADSCOUT_WEBHOOK_SECRET"] = "a secret of some length";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for its end; kills it when there is no patience left.</summary>
    public static async Task EndAsync(this Process process, CancellationToken patience)
    {
        await using var registered = patience.Register(process.Kill);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>As a service manager stops it; its exit code.</summary>
    public static async Task<int> StopAsync(this Process process, CancellationToken patience)
    {
        if (!process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await stop.WaitForExitAsync(CancellationToken.None);
        }

        await process.EndAsync(patience);
        return process.ExitCode;
    }
}
