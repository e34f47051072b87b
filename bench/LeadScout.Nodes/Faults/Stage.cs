using System.Diagnostics;
using LeadScout.Nodes.Running;
using LeadScout.Postgres;
using LeadScout.StandIn;
using Npgsql;

namespace LeadScout.Nodes.Faults;

/// <summary>What all runs have in common: the database servers, and what the job comes to where nobody disturbs it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Folder _folder = new();
    private PrivateServer? _small;
    private NodeSet? _nodes;
    private bool _isUsual;
    private volatile Func<Task> _called = () => Task.CompletedTask;

    private Stage(PrivateServer server) => Server = server;

    /// <summary>The database's server.</summary>
    public PrivateServer Server { get; }

    /// <summary>The result of one process on a file.</summary>
    public byte[] Output { get; private set; } = [];

    /// <summary>What it asked, in an order that does not depend on time.</summary>
    public string[] Asked { get; private set; } = [];

    public static TitleList List => TitleList.Invented;

    /// <summary>The database that each run's begins as.</summary>
    public static string Begun => "begun";

    /// <summary>Starts a server and runs the job undisturbed.</summary>
    public static async Task<Stage> OpenAsync(CancellationToken interrupt)
    {
        var stage = new Stage(await PrivateServer.StartAsync());
        await BeginAsync(stage.Server);
        (stage.Output, stage.Asked) = await AloneAsync(stage._folder, List.Csv, List.Question, new StandInOptions { Answers = List.Answers }, interrupt);
        return stage;
    }

    /// <summary>One process on a file labels a list by itself: what it writes, and what it asks.</summary>
    public static async Task<(byte[] Output, string[] Asked)> AloneAsync(Folder folder, string csv, string question, StandInOptions options, CancellationToken interrupt)
    {
        await using var teacher = await StandInServer.StartAsync(options);
        folder.Write("titles.csv", csv);
        folder.Write("group.yaml", question);
        var start = new ProcessStartInfo(
            NodeSetup.Program,
            ["classify", "titles.csv", "--question", "group.yaml", "--teacher", "openai:stand-in", "--teacher-url", teacher.Url.ToString(), "--max-error", "5%", "--out", "out.csv", "--quiet"])
        {
            WorkingDirectory = folder.Path,
        };
        start.Environment["OPENAI_API_KEY"] = "stand-in";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(interrupt);
        return (folder.Read("out.csv"), AskedOf(teacher));
    }

    /// <summary>Every call, once, in an order that does not depend on time.</summary>
    public static string[] AskedOf(StandInServer teacher) =>
        [.. teacher.Calls.Select(call => string.Join('|', call.Items)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Three nodes as at the beginning: those of the run before, unless it ended with a problem, or clocks or the disk have to be others.
    /// </summary>
    /// <param name="isDiskSmall">Whether the database's disk can be filled; null comes back where none can be mounted.</param>
    /// <param name="clocks">By how much clocks are wrong.</param>
    /// <param name="called">Told of each call to the LLM.</param>
    /// <param name="interrupt">Ends the waiting.</param>
    public async Task<NodeSet?> NodesAsync(bool isDiskSmall, string[] clocks, Func<Task> called, CancellationToken interrupt)
    {
        _called = () => Task.CompletedTask;
        if (_nodes is not null && !isDiskSmall && clocks.Length == 0 && _isUsual)
        {
            await _nodes.BeginAgainAsync(interrupt);
        }
        else
        {
            await LeaveAsync();
            await LeaveDiskAsync(); // what was written on it fills it
            if ((isDiskSmall ? await SmallAsync() : Server) is not { } server)
            {
                return null;
            }

            var teacher = new StandInOptions { Answers = List.Answers, Latency = TimeSpan.FromMilliseconds(80), Before = _ => _called() };
            (_nodes, _isUsual) = (await NodeSet.StartAsync(server, Begun, 3, teacher, clocks, [], interrupt), !isDiskSmall && clocks.Length == 0);
        }

        _called = called;
        return _nodes;
    }

    /// <summary>Ends the nodes: the next run begins with others.</summary>
    public async Task LeaveAsync()
    {
        if (_nodes is not null)
        {
            await _nodes.DisposeAsync();
            _nodes = null;
        }
    }

    /// <summary>A server on a disk of its own that is small; null where none can be mounted.</summary>
    private async Task<PrivateServer?> SmallAsync()
    {
        if (SmallDisk.Mount() is not { } folder)
        {
            return null;
        }

        try
        {
            _small = await PrivateServer.StartAsync(folder);
        }
        catch
        {
            SmallDisk.Unmount(folder);
            throw;
        }

        await BeginAsync(_small);
        return _small;
    }

    private async Task LeaveDiskAsync()
    {
        if (_small is not null)
        {
            await _small.StopAsync();
            SmallDisk.Unmount(_small.Folder);
            _small = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await Server.DisposeAsync();
        await LeaveDiskAsync();
        _folder.Dispose();
    }

    // With the schema in it, so that each run begins at once.
    private static async Task BeginAsync(PrivateServer server)
    {
        await server.RunAsync("postgres", $"CREATE DATABASE {Begun}");
        using (await PostgresStore.OpenAsync(server.Address(Begun)))
        {
        }

        NpgsqlConnection.ClearAllPools(); // what is connected to can't be copied
    }
}
