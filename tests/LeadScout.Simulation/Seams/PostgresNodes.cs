using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Postgres;
using LeadScout.Postgres.Tests;
using LeadScout.StoreKit;

namespace LeadScout.Simulation.Seams;

/// <summary>One database on a PostgreSQL server, over which each process has a store of its own, as nodes have.</summary>
internal sealed class PostgresNodes : StoreHandle
{
    private const string Template = "ready"; // with LeadScout's schema, to be copied
    private readonly PrivateServer _server;
    private readonly string _database;
    private readonly PostgresStore _onlooker; // looks at what the others have written
    private readonly Dictionary<string, PostgresStore> _nodes = [];

    private PostgresNodes(PrivateServer server, string database, PostgresStore onlooker) => (_server, _database, _onlooker) = (server, database, onlooker);

    public override IStore Store => _onlooker;

    /// <summary>Starts a server.</summary>
    public static async Task<PrivateServer> StartServerAsync()
    {
        var server = await PrivateServer.StartAsync();
        await server.RunAsync("postgres", $"CREATE DATABASE {Template} TEMPLATE template0");
        await (await PostgresStore.OpenAsync(server.Address(Template))).DisposeAsync();
        return server;
    }

    /// <summary>Makes an empty database.</summary>
    public static async Task<StoreHandle> OpenAsync(PrivateServer server)
    {
        var database = await server.NewDatabaseAsync(Template);
        return new PostgresNodes(server, database, await PostgresStore.OpenAsync(server.Address(database)));
    }

    /// <summary>The store of a process; opened when it first comes to it.</summary>
    public async ValueTask<IStore> OfAsync(string process) => _nodes.TryGetValue(process, out var known)
        ? known
        : _nodes[process] = await PostgresStore.OpenAsync(_server.Address(_database));

    public override ValueTask ReopenAsync() => throw new NotSupportedException("Processes come and go; the database stays.");

    // Not by the time: a beat of the process that only looks dead would bring it back.
    public override async ValueTask AbandonAsync(JobId job) =>
        await _server.RunAsync(_database, $"UPDATE job_lease SET holder = NULL WHERE job = '{job}'");

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values.Append(_onlooker))
        {
            await node.DisposeAsync();
        }

        await _server.RunAsync("postgres", $"DROP DATABASE {_database} WITH (FORCE)");
    }
}
