using System.Diagnostics;

namespace LeadScout.Load;

/// <summary><c>leadscout serve</c> on a free port of 127.0.0.1; gone with this.</summary>
internal sealed class ServedProcess : IDisposable
{
    private const string Greeting = "LeadScout is at ";

    private readonly Process _process;

    private ServedProcess(Process process, Uri address) =>
        (_process, Client) = (
            process,
            new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(30) });

    public HttpClient Client { get; }

    /// <summary>The memory that it has resident now.</summary>
    public long Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    /// <summary>The most memory that it has had resident.</summary>
    public long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 >> 20;
        }
    }

    public static async Task<ServedProcess> StartAsync(string folder, Uri teacher, CancellationToken interrupt)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "leadscout.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, "serve", "--url", "http://127.0.0.1:0", "--teacher", "openai:stand-in", "--teacher-url", teacher.ToString()])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment["OPENAI_API_KEY"] = "stand-in";
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet can't be started.");
        var line = await process.StandardOutput.ReadLineAsync(interrupt) ?? "";
        return line.StartsWith(Greeting, StringComparison.Ordinal)
            ? new ServedProcess(process, new Uri(line[Greeting.Length..line.IndexOf(". ", StringComparison.Ordinal)]))
            : throw new InvalidOperationException($"The server did not start: {line}");
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
