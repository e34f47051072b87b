using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LeadScout.Dashboard.Tests;

/// <summary>The real server as a child process, in a folder of its own.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private ServerProcess(Process process, string url, Task<string> error) => (_process, Url, _error) = (process, url, error);

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>The executable of the configuration that these tests were built in.</summary>
    private static string Executable { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "LeadScout.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name,
        OperatingSystem.IsWindows() ? "leadscout.exe" : "leadscout"));

    /// <summary>Starts a server that asks a stand-in, and waits until it listens.</summary>
    /// <param name="folder">Where its database and data are.</param>
    /// <param name="teacher">The stand-in's address.</param>
    /// <param name="url">Where to listen; any free port unless given.</param>
    /// <param name="environment">What its environment has beside a teacher's key.</param>
    /// <param name="more">Further options.</param>
    public static async Task<ServerProcess> StartAsync(
        string folder,
        Uri teacher,
        string url = "http://127.0.0.1:0",
        IReadOnlyDictionary<string,
        string>? environment = null,
        params string[] more)
    {
        return await ListeningAsync(Start(
            folder, ["serve", "--url", url, "--teacher", Lists.Teacher, "--teacher-url", teacher.ToString(), .. more], environment));
    }

    /// <summary>Starts a server that has neither a teacher nor a key.</summary>
    public static Task<ServerProcess> StartWithoutTeacherAsync(string folder) => ListeningAsync(
        Start(folder, ["serve", "--url", "http://127.0.0.1:0"], new Dictionary<string, string> { ["OPENAI_API_KEY"] = "" }));

    private static async Task<ServerProcess> ListeningAsync(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServerProcess(process, match.Groups[1].Value, error);
            }
        }

        throw new InvalidOperationException($"The server did not start: {await error}");
    }

    /// <summary>Runs another command in the folder, to its end, and gives what it printed.</summary>
    public static async Task<string> RunAsync(string folder, params string[] args)
    {
        using var process = Start(folder, args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"leadscout {string.Join(' ', args)} ended with {process.ExitCode}: {await error}");
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await _error;
        _process.Dispose();
    }

    private static Process Start(string folder, string[] args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start =
            new ProcessStartInfo(Executable, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OPENAI_API_KEY"] = "test-key";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    [GeneratedRegex(@"LeadScout is at (http://[^\s,]*[^\s,.])")]
    private static partial Regex Listening();
}
