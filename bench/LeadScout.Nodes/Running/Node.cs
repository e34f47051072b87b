using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace LeadScout.Nodes.Running;

/// <summary><c>leadscout serve --cluster</c> as a process of its own; gone with this.</summary>
internal sealed partial class Node : IDisposable
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private const string Greeting = "LeadScout is at ";

    private readonly Process _process;
    private readonly StringBuilder _log;

    private Node(Process process, StringBuilder log, string host, Uri address)
    {
        (_process, _log, Host) = (process, log, host);
        Client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    /// <summary>Where other nodes reach it.</summary>
    public string Host { get; }

    /// <summary>As other nodes know it.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"process {_process.Id} on {Environment.MachineName}");

    public bool IsGone => _process.HasExited;

    /// <summary>What it has used of the processor, over all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

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
    /// <param name="setup">How.</param>
    /// <param name="interrupt">Ends the waiting.</param>
    public static async Task<Node> StartAsync(NodeSetup setup, CancellationToken interrupt)
    {
        Directory.CreateDirectory(setup.Folder);
        var start = new ProcessStartInfo(
            NodeSetup.Program,
            ["serve", "--url", "http://127.0.0.1:0", "--cluster", "--node-address", setup.Host, "--store", setup.Database, .. setup.More])
        {
            WorkingDirectory = setup.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_API_KEY"] = "stand-in";
        start.Environment["LEADSCOUT_ADDONS"] = setup.AddOns;
        foreach (var (name, value) in setup.Environment)
        {
            start.Environment[name] = value;
        }

        var (process, log) = (Process.Start(start)!, new StringBuilder());
        process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        var said = await process.StandardOutput.ReadLineAsync(interrupt) ?? "";
        return said.StartsWith(Greeting, StringComparison.Ordinal)
            ? new Node(process, log, setup.Host, new Uri(said[Greeting.Length..said.IndexOf(". ", StringComparison.Ordinal)]))
            : throw new InvalidOperationException($"A node did not start: {said} {log}");
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Stands still, as a virtual machine that is moved.</summary>
    public void Pause() => _ = SendSignal(_process.Id, SigStop);

    /// <summary>Goes on as if nothing had happened.</summary>
    public void GoOn() => _ = SendSignal(_process.Id, SigCont);

    /// <summary>Keeps it on one core from now on.</summary>
    public void StayOn(int core)
    {
        // What is not kept on its core would be measured all the same.
        string[] words = ["--all-tasks", "--cpu-list", "--pid", core.ToString(CultureInfo.InvariantCulture), _process.Id.ToString(CultureInfo.InvariantCulture)];
        using var taskset = Process.Start(new ProcessStartInfo("taskset", words) { RedirectStandardOutput = true })!;
        taskset.StandardOutput.ReadToEnd();
        taskset.WaitForExit();
        if (taskset.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Name} can't be kept on core {core}: taskset ended with {taskset.ExitCode}.");
        }
    }

    /// <summary>Gives it a job over a list.</summary>
    public async Task<string> SubmitAsync(string csv, string query, CancellationToken interrupt)
    {
        using var list = new ByteArrayContent(Encoding.UTF8.GetBytes(csv)) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var response = await Client.PostAsync("jobs/upload?" + query, list, interrupt);
        return (await JsonAsync(response, interrupt)).GetProperty("job").GetString()!;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken interrupt)
    {
        using var response = await Client.GetAsync(path, interrupt);
        return await JsonAsync(response, interrupt);
    }

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken interrupt)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(path, content, interrupt);
        return await JsonAsync(response, interrupt);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            GoOn();
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, CancellationToken interrupt)
    {
        var body = await response.Content.ReadAsStringAsync(interrupt);
        return response.IsSuccessStatusCode
            ? body.Length == 0 ? default : JsonDocument.Parse(body).RootElement.Clone()
            : throw new HttpRequestException($"{(int)response.StatusCode}: {body}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}

/// <summary>How a node is started.</summary>
/// <param name="Folder">Its working folder.</param>
/// <param name="Database">The address of its database.</param>
/// <param name="Host">Where other nodes reach it.</param>
/// <param name="AddOns">The folder with the add-on that places jobs.</param>
/// <param name="More">What else is on its command line.</param>
internal sealed record NodeSetup(string Folder, string Database, string Host, string AddOns, params string[] More)
{
    /// <summary>The executable of the configuration that this was built in.</summary>
    public static string Program { get; } = Built("LeadScout.Cli", "leadscout");

    /// <summary>Variables of its environment, beside those of this process.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>A folder in which a node finds the add-on.</summary>
    public static string AddOnsIn(string folder)
    {
        Directory.CreateDirectory(folder);
        Directory.CreateSymbolicLink(Path.Join(folder, "cluster"), Built("LeadScout.Cluster", ""));
        return folder;
    }

    private static string Built(string project, string file) =>
        Path.GetFullPath(Path.Join(AppContext.BaseDirectory, "..", "..", project, new DirectoryInfo(AppContext.BaseDirectory).Name, file));
}
