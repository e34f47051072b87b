using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using LeadScout.StandIn;

namespace LeadScout.Nodes.Running;

/// <summary>Some nodes on one new database, each with a proxy before it and an address of its own, and the LLM that they ask.</summary>
internal sealed class NodeSet : IAsyncDisposable
{
    private readonly Folder _folder = new();
    private readonly string _addOns;
    private readonly string[] _more;
    private readonly Proxy[] _proxies;
    private readonly Node?[] _nodes;
    private readonly ConcurrentQueue<Node> _gone = [];

    private NodeSet(PrivateServer server, string database, StandInServer teacher, int nodes, string[] more)
    {
        (Server, Database, Teacher, _more) = (server, database, teacher, more);
        _addOns = NodeSetup.AddOnsIn(_folder["addons"]);
        _nodes = new Node?[nodes];
        _proxies = [.. Enumerable.Range(0, nodes).Select(_ => server.NewProxy())];
    }

    public PrivateServer Server { get; }

    public string Database { get; }

    public StandInServer Teacher { get; }

    /// <summary>The job that was given last; null before the first.</summary>
    public string? LastJob { get; set; }

    /// <summary>The nodes, each in its place; one that is gone is there until another is started.</summary>
    public IReadOnlyList<Node> Nodes => _nodes!;

    public IReadOnlyList<Proxy> Proxies => _proxies;

    /// <summary>The nodes that can be asked.</summary>
    public IEnumerable<Node> Alive => Nodes.Where(node => !node.IsGone);

    /// <summary>What all nodes have said, those included that are gone.</summary>
    public string Logs => string.Join("\n\n", _gone.Concat(_nodes.OfType<Node>()).Select(node => node.Name + "\n" + node.Log));

    /// <summary>Starts so many.</summary>
    /// <param name="server">The database's server.</param>
    /// <param name="template">What the database begins as.</param>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="teacher">The LLM.</param>
    /// <param name="clocks">By how much the nodes' clocks are wrong, as libfaketime takes it; empty for right ones.</param>
    /// <param name="more">What else is on their command lines.</param>
    /// <param name="interrupt">Ends the waiting.</param>
    public static async Task<NodeSet> StartAsync(
        PrivateServer server, string template, int nodes, StandInOptions teacher, string[] clocks, string[] more, CancellationToken interrupt)
    {
        var set = new NodeSet(server, await server.NewDatabaseAsync(template), await StandInServer.StartAsync(teacher), nodes, more);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, nodes).Select(node => set.StartAsync(node, node < clocks.Length ? clocks[node] : "", interrupt)));
            return set;
        }
        catch
        {
            await set.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node in the place of one that is gone.</summary>
    public async Task RestartAsync(int node, CancellationToken interrupt)
    {
        _gone.Enqueue(Nodes[node]);
        await StartAsync(node, "", interrupt);
    }

    /// <summary>
    /// Makes it as it was at the beginning: nodes that are gone start, all that is known is forgotten, and the nodes are members again. A job
    /// that begins then has the log's position that the first one had, and so it asks and writes the same.
    /// </summary>
    public async Task BeginAgainAsync(CancellationToken interrupt)
    {
        await Task.WhenAll(Enumerable.Range(0, Nodes.Count).Where(node => Nodes[node].IsGone).Select(node => RestartAsync(node, interrupt)));
        if (LastJob is { } job)
        {
            using var deleted = await Nodes[0].Client.DeleteAsync($"jobs/{job}", interrupt); // with its result, on every node
            deleted.EnsureSuccessStatusCode();
        }

        await SqlAsync(
            """
            SET session_replication_role = replica; -- the log refuses otherwise
            TRUNCATE server_job, job_run, job, job_lease, claim, call, call_text, call_question, answer, retraction, applied_pattern, failed_text, settlement,
                settled_call, teacher_profile CASCADE;
            UPDATE log SET position = 0, revision = revision + 1
            """);
        while (await SqlAsync("SELECT count(*) FILTER (WHERE address IS NOT NULL AND beat_at > clock_timestamp() - interval '5 seconds') FROM node") is not long members || members < Nodes.Count)
        {
            await Task.Delay(200, interrupt);
        }

        using var http = new HttpClient();
        using var reset = await http.PostAsync(new Uri(Teacher.Url, "/reset"), null, interrupt);
        reset.EnsureSuccessStatusCode();
    }

    /// <summary>Where a node is at work on a job; null while none is.</summary>
    public async Task<int?> NodeOfAsync(string job) =>
        await SqlAsync($"SELECT node FROM job_run WHERE job = '{job}'") is string name && Array.FindIndex(_nodes, node => node!.Name == name) is >= 0 and var found
            ? found
            : null;

    /// <summary>Waits until a job stands still and is done, and gives its result; asks whichever node answers.</summary>
    public async Task<byte[]> ResultAsync(string job, CancellationToken interrupt)
    {
        while (true)
        {
            interrupt.ThrowIfCancellationRequested();
            foreach (var node in Alive.Reverse())
            {
                if (await LookAsync(node, job, interrupt) is not { } state)
                {
                    continue;
                }

                var status = state.GetProperty("status").GetString();
                if (status == "done")
                {
                    return await node.Client.GetByteArrayAsync($"jobs/{job}/result", interrupt);
                }

                if (status is not ("waiting" or "working"))
                {
                    throw new InvalidOperationException($"The job is {status}: {state}");
                }
            }

            await Task.Delay(100, interrupt);
        }
    }

    public Task<object?> SqlAsync(string sql) => Server.RunAsync(Database, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _gone.Concat(_nodes.OfType<Node>()))
        {
            node.Dispose();
        }

        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        await Teacher.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<JsonElement?> LookAsync(Node node, string job, CancellationToken interrupt)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            return await node.GetAsync($"jobs/{job}", patience.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException && !interrupt.IsCancellationRequested)
        {
            return null; // it is cut off, paused, or ends
        }
    }

    private async Task StartAsync(int node, string clock, CancellationToken interrupt)
    {
        var user = Server.Address(Database).Split("//")[1].Split('@')[0];
        _nodes[node] = await Node.StartAsync(
            new NodeSetup(
                _folder[string.Create(CultureInfo.InvariantCulture, $"node-{node}")],
                string.Create(CultureInfo.InvariantCulture, $"postgres://{user}@127.0.0.1:{_proxies[node].Port}/{Database}"),
                string.Create(CultureInfo.InvariantCulture, $"127.77.0.{node + 1}"),
                _addOns,
                ["--teacher", "openai:stand-in", "--teacher-url", Teacher.Url.ToString(), .. _more])
            {
                Environment = clock.Length == 0
                    ? []
                    : [("LD_PRELOAD", WrongClock.Library), ("FAKETIME", clock), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_DONT_RESET", "1")],
            },
            interrupt);
    }
}
