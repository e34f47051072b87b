using System.Collections.Concurrent;
using LeadScout.Postgres.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace LeadScout.Postgres.Tests;

/// <summary>One server for all tests that leave it running; each has a database of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly ConcurrentBag<string> _clean = [];

    private const string Ready = "ready"; // with LeadScout's schema, to be copied

    /// <summary>The server.</summary>
    public PrivateServer Server { get; private set; } = null!;

    /// <summary>A database with an empty store.</summary>
    public async Task<string> TakeDatabaseAsync() => _clean.TryTake(out var clean) ? clean : await Server.NewDatabaseAsync(Ready);

    /// <summary>Empties a database, for the next test: faster than to drop it and to make another.</summary>
    public async Task GiveBackAsync(string database)
    {
        await Server.RunAsync(
            database,
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
            DO $$ BEGIN
                EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY' FROM pg_tables
                    WHERE schemaname = 'leadscout' AND tablename NOT IN ('schema_version', 'orleansquery'));
            END $$;
            INSERT INTO log (position) VALUES (0);
            """);
        _clean.Add(database);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Server = await PrivateServer.StartAsync();
        await Server.RunAsync("postgres", $"CREATE DATABASE {Ready} TEMPLATE template0");
        await (await PostgresStore.OpenAsync(Server.Address(Ready))).DisposeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
