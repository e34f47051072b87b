using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>Some nodes on one database, and the LLM that they ask.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly Folder _folder = new();
    private readonly PrivateServer _server;
    private readonly string _addOns;
    private readonly List<Node> _nodes = [];
    private int _made;

    private Service(PrivateServer server, StandInServer teacher, string database, string addOns) =>
        (_server, Teacher, Database, _addOns) = (server, teacher, database, addOns);

    public StandInServer Teacher { get; }

    public string Database { get; }

    public string Address => _server.Address(Database);

    public IReadOnlyList<Node> Nodes => _nodes;

    public Node this[int node] => _nodes[node];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Service> StartAsync(
        ServiceFixture fixture, int nodes, StandInOptions? teacher = null, PrivateServer? server = null, params string[] args)
    {
        var service = new Service(
            server ?? fixture.Server,
            await StandInServer.StartAsync(teacher ?? new StandInOptions { Answers = TitleList.Invented.Answers }),
            await (server ?? fixture.Server).NewDatabaseAsync(),
            fixture.AddOns);
        await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => service.AddAsync(args)));
        using var saved = await service[0].Client.PostAsync(
            "questions", new StringContent(JsonSerializer.Serialize(new { yaml = TitleList.Invented.Question }), Encoding.UTF8, "application/json"), Cancellation);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancellation));
        return service;
    }

    /// <summary>One more node.</summary>
    public Task<Node> AddAsync(params string[] args) =>
        StartAsync(_folder[string.Create(CultureInfo.InvariantCulture, $"node-{Interlocked.Increment(ref _made)}")], Address, args);

    /// <summary>One more node, which reaches the database through a proxy.</summary>
    public Task<Node> AddAsync(Proxy proxy) => StartAsync(_folder["node-behind-proxy"], PrivateServer.Address(Database, proxy));

    /// <summary>A node that has ended, once more, with the data folder that it left.</summary>
    public Task<Node> RestartAsync(Node ended) => StartAsync(ended.Folder, Address);

    private async Task<Node> StartAsync(string folder, string address, params string[] args)
    {
        var node = await Node.StartAsync(folder, address, _addOns, ["--teacher", "openai:stand-in", "--teacher-url", Teacher.Url.ToString(), .. args]);
        lock (_nodes)
        {
            _nodes.Add(node);
        }

        return node;
    }

    /// <summary>Gives a job over the list of titles to a node; its id.</summary>
    public static async Task<string> SubmitAsync(Node node, string more = "", string question = "group")
    {
        using var list = new ByteArrayContent(Encoding.UTF8.GetBytes(TitleList.Invented.Csv)) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var response = await node.Client.PostAsync($"jobs/upload?name=titles.csv&question={question}&maxError=0.05{more}", list, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("job").GetString()!;
    }

    /// <summary>Waits on a node until a job stands still; how it stands then.</summary>
    public static async Task<JsonElement> EndAsync(Node node, string job)
    {
        var events = await node.Client.GetStringAsync($"jobs/{job}/events", Cancellation);
        var last = events.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        return JsonDocument.Parse(last).RootElement.Clone();
    }

    /// <summary>Waits until a job is done, on whichever node, and gives its result.</summary>
    public static async Task<byte[]> ResultAsync(Node node, string job)
    {
        JsonElement state;
        while ((state = await EndAsync(node, job)).GetProperty("status").GetString() is "waiting" or "working")
        {
        }

        Assert.True(state.GetProperty("status").GetString() == "done", state.ToString());
        return await node.Client.GetByteArrayAsync($"jobs/{job}/result", Cancellation);
    }

    /// <summary>The node where a job is at work.</summary>
    public async Task<Node> NodeOfAsync(string job)
    {
        object? name;
        while ((name = await SqlAsync($"SELECT node FROM job_run WHERE job = '{job}'")) is null)
        {
            Assert.Equal(true, await SqlAsync($"SELECT wanted FROM server_job WHERE job = '{job}'"));
            await Task.Delay(20, Cancellation);
        }

        return _nodes.Single(node => node.Name == (string)name);
    }

    /// <summary>Waits until a node shows a job in a status.</summary>
    public static async Task ShownAsync(Node node, string job, string status)
    {
        while ((await node.GetAsync($"jobs/{job}")).GetProperty("status").GetString() is { } now && now != status)
        {
            Assert.NotEqual("done", now);
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>Lets an hour pass for whoever has not said anything.</summary>
    public Task<object?> AgeAsync() => SqlAsync(
        """
        UPDATE job_lease SET renewed_at = renewed_at - interval '1 hour';
        UPDATE job_run SET beat_at = beat_at - interval '1 hour';
        UPDATE node SET beat_at = beat_at - interval '1 hour'
        """);

    public Task<object?> SqlAsync(string sql) => _server.RunAsync(Database, sql);

    public string[] Asked => [.. Teacher.Calls.Select(call => string.Join("|", call.Items)).Order(StringComparer.Ordinal)];

    public string Logs => string.Join("\n\n", _nodes.Select(node => node.Name + "\n" + node.Log));

    public async ValueTask DisposeAsync()
    {
        _nodes.ForEach(node => node.Dispose());
        await Teacher.DisposeAsync();
        _folder.Dispose();
    }
}
