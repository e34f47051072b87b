using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LeadScout.Cli.Tests;

/// <summary>The real executable as a child process.</summary>
internal sealed partial class LeadScoutProcess : IDisposable
{
    private const int SigHup = 1;
    private const int SigInt = 2;

    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    private LeadScoutProcess(Process process)
    {
        _process = process;
        _out = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The executable of the configuration that these tests were built in.</summary>
    public static string Executable { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "LeadScout.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name,
        OperatingSystem.IsWindows() ? "leadscout.exe" : "leadscout"));

    /// <summary>Starts it in a folder, without any key in its environment but the one given.</summary>
    public static LeadScoutProcess Start(string folder, string? key, params string[] args) => Start(folder, key, input: "", args);

    /// <summary>Starts it with a text on its standard input, and waits for its end.</summary>
    public static async Task<Run> RunWithInputAsync(string folder, string input, params string[] args)
    {
        using var process = Start(folder, null, input, args);
        return await process.EndAsync();
    }

    /// <summary>Starts it as nohup does: it is to outlive its terminal.</summary>
    public static LeadScoutProcess StartWithoutTerminal(string folder, string? key, params string[] args) =>
        Start(folder, key, "", args, "--ignore-signal=HUP");

    /// <summary>Starts it with a standard input that has begun and does not end, and a folder of its own for temporary files.</summary>
    public static LeadScoutProcess StartReading(string folder, string temporary, string input, params string[] args) =>
        Start(folder, null, input, args, temporary: temporary);

    private static LeadScoutProcess Start(
        string folder, string? key, string input, string[] args, string signals = "--default-signal=INT,TERM,HUP", string? temporary = null)
    {
        // A shell that starts these tests in the background makes them, and so their children, ignore Ctrl-C.
        var start = new ProcessStartInfo(
            OperatingSystem.IsLinux() ? "env" : Executable, OperatingSystem.IsLinux() ? [signals, Executable, .. args] : args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("OPENAI_API_KEY");
        if (key is not null)
        {
            start.Environment["OPENAI_API_KEY"] = key;
        }

        if (temporary is not null)
        {
            start.Environment["TMPDIR"] = temporary;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Flush();
        if (temporary is null)
        {
            process.StandardInput.Close();
        }

        return new LeadScoutProcess(process);
    }

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<Run> RunAsync(string folder, string? key, params string[] args)
    {
        using var process = Start(folder, key, args);
        return await process.EndAsync();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill() => _process.Kill();

    /// <summary>As Ctrl-C.</summary>
    public void Interrupt() => Send(SigInt);

    /// <summary>As when its terminal is closed.</summary>
    public void HangUp() => Send(SigHup);

    private void Send(int signal)
    {
        if (SendSignal(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"No signal could be sent to process {_process.Id}.");
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Run> EndAsync()
    {
        await _process.WaitForExitAsync();
        return new Run(_process.ExitCode, await _out, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
