using DbUp;
using DbUp.Engine.Output;
using LeadScout.Messages;
using LeadScout.Questions;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>How LeadScout's schema stands in a database.</summary>
internal enum SchemaState
{
    /// <summary>There is none.</summary>
    Missing = 0,

    /// <summary>An earlier version's.</summary>
    Outdated,

    /// <summary>This version's.</summary>
    Current,
}

/// <summary>LeadScout's own schema in a database that may hold others, and how it gets to the newest.</summary>
internal static class Schema
{
    /// <summary>Its name.</summary>
    public const string Name = "leadscout";

    private const string Journal = "schema_version";
    private const long MigrationLock = 0x4C456164; // 'LEad': only one process at a time changes the schema

    /// <summary>How LeadScout's schema stands in a database.</summary>
    /// <exception cref="BadInputException">It was written by a newer version.</exception>
    public static async Task<SchemaState> StateAsync(NpgsqlConnection connection, string name)
    {
        if (await connection.ValueAsync("SELECT to_regclass(@journal)::text", ("journal", $"{Name}.{Journal}")).ConfigureAwait(false) is null)
        {
            return SchemaState.Missing;
        }

        var scripts = typeof(Schema).Assembly.GetManifestResourceNames()
            .Where(script => script.EndsWith(".sql", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        var applied = await connection.RowsAsync($"SELECT scriptname FROM {Name}.{Journal} ORDER BY 1", row => row.Text(0)).ConfigureAwait(false);
        return applied.Find(script => !scripts.Contains(script)) is { } unknown
            ? throw new BadInputException(
                $"{name} was written by a newer LeadScout: its schema has {ShortOf(unknown)}, this program knows {ShortOf(scripts.Max(StringComparer.Ordinal)!)} at most. Update LeadScout, or use {Setting.Store} with another database.")
            : applied.Count == 0 ? SchemaState.Missing
            : applied.Count < scripts.Count ? SchemaState.Outdated
            : SchemaState.Current;
    }

    /// <summary>Runs the migrations that the database has not seen, all in one transaction; one process at a time.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource source, string connectionString, string name)
    {
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await connection.ValueAsync("SELECT pg_advisory_lock(@key)", ("key", MigrationLock)).ConfigureAwait(false);
        try
        {
            if (await StateAsync(connection, name).ConfigureAwait(false) != SchemaState.Current)
            {
                await connection.RunAsync($"CREATE SCHEMA IF NOT EXISTS {Name}").ConfigureAwait(false);
                Upgrade(connectionString);
            }
        }
        finally
        {
            await connection.ValueAsync("SELECT pg_advisory_unlock(@key)", ("key", MigrationLock)).ConfigureAwait(false);
        }
    }

    private static void Upgrade(string connectionString)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString; // nothing of it stays open
        var result = DeployChanges.To.PostgresqlDatabase(unpooled)
            .JournalToPostgresqlTable(Name, Journal)
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly)
            .WithVariablesDisabled()
            .WithTransaction()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error is PostgresException fault && PostgresFault.Explain("", fault) is not null
                ? fault
                : new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    private static string ShortOf(string script) => script.Split('.') is [.., var number, _] ? number : script;
}
