using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadScout.Cli.Tests.SharedStores;

/// <summary><c>leadscout serve</c> as a process of its own, on a port that the system gives it.</summary>
internal sealed partial class ServingProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;

    private ServingProcess(Process process, string url)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = new Uri($"{url}/api/v1/"), Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Starts one over a shared store; returns once it can be asked.</summary>
    public static async Task<ServingProcess> StartAsync(string folder, string store, string data, Uri teacher)
    {
        var start = new ProcessStartInfo(
            LeadScoutProcess.Executable,
            ["serve", "--store", store, "--data", data, "--url", "http://127.0.0.1:0", "--teacher", "openai:stand-in", "--teacher-url", teacher.ToString()])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_API_KEY"] = "test-key";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } found)
            {
                _ = process.StandardOutput.ReadToEndAsync(); // what else it says must not fill the pipe
                return new ServingProcess(process, found.Value);
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    public Task<JsonElement> GetAsync(string path) => ReadAsync(_client.GetAsync(path));

    public Task<JsonElement> PostAsync(string path, HttpContent content) => ReadAsync(_client.PostAsync(path, content));

    /// <summary>All events of a stream, until the server ends it.</summary>
    public Task<string> ReadEventsAsync(string path) => _client.GetStringAsync(path);

    /// <summary>Stops it as a service manager does. (Ctrl-C is ignored by what a script has started in the background, the whole test run for one.)</summary>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        using (var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await stop.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(body).RootElement.Clone()
            : throw new HttpRequestException($"{response.StatusCode}: {body}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
