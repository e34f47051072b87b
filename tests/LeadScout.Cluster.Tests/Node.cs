using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary><c>leadscout serve --cluster</c> as a child process on free ports, with a data folder of its own.</summary>
internal sealed partial class Node : IDisposable
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private const int SigTerm = 15;
    private const string Greeting = "LeadScout is at ";

    private readonly Process _process;
    private readonly StringBuilder _log;

    private Node(Process process, StringBuilder log, Uri address)
    {
        (_process, _log) = (process, log);
        Client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/"), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    /// <summary>As other nodes know it.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"process {_process.Id} on {Environment.MachineName}");

    public int Id => _process.Id;

    /// <summary>Its data folder's parent.</summary>
    public string Folder => _process.StartInfo.WorkingDirectory;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts one, and waits until it says where it is.</summary>
    public static async Task<Node> StartAsync(string folder, string database, string addOns, params string[] args)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(LeadScoutProcess.Executable, ["serve", "--url", "http://127.0.0.1:0", "--cluster", "--store", database, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_API_KEY"] = "test-key";
        start.Environment["LEADSCOUT_ADDONS"] = addOns;
        var process = Process.Start(start)!;
        var log = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        var said = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        if (!said.StartsWith(Greeting, StringComparison.Ordinal))
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Fail($"It said '{said}' and {log}");
        }

        return new Node(process, log, new Uri(said[Greeting.Length..said.IndexOf(". ", StringComparison.Ordinal)]));
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Told to end, it leaves the others in order.</summary>
    public async Task<int> EndAsync()
    {
        Send(SigTerm);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Stands still, as a virtual machine that is moved.</summary>
    public void Pause() => Send(SigStop);

    /// <summary>Goes on as if nothing had happened.</summary>
    public void GoOn() => Send(SigCont);

    public Task<JsonElement> GetAsync(string path) => JsonAsync(Client.GetAsync(path, TestContext.Current.CancellationToken));

    public Task<JsonElement> PostAsync(string path, object? body = null) =>
        JsonAsync(Client.PostAsJsonAsync(path, body ?? new { }, TestContext.Current.CancellationToken));

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            Send(SigCont);
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static async Task<JsonElement> JsonAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement.Clone();
    }

    private void Send(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
