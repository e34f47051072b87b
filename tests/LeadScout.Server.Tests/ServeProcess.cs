using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary><c>leadscout serve</c> as a child process on a free port.</summary>
internal sealed partial class ServeProcess : IDisposable
{
    private const int SigTerm = 15;
    private const string Greeting = "LeadScout is at ";

    private readonly Process _process;

    private ServeProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Client { get; }

    /// <summary>Starts it in a folder, and waits until it says where it is.</summary>
    public static async Task<ServeProcess> StartAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo(LeadScoutProcess.Executable, ["serve", "--url", "http://127.0.0.1:0", .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_API_KEY"] = "test-key";
        var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var line = await process.StandardOutput.ReadLineAsync(ServerTrial.Gone) ?? "";
        if (!line.StartsWith(Greeting, StringComparison.Ordinal))
        {
            Assert.Fail($"It said '{line}' and {await error}");
        }

        return new ServeProcess(process, new Uri(line[Greeting.Length..line.IndexOf(". ", StringComparison.Ordinal)]));
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(ServerTrial.Gone);
    }

    /// <summary>As the system does it when it shuts down; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Assert.Equal(0, SendSignal(_process.Id, SigTerm));
        await _process.WaitForExitAsync(ServerTrial.Gone);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
