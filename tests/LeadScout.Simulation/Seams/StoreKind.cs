using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Postgres.Tests;
using LeadScout.Sqlite;
using LeadScout.StoreKit;

namespace LeadScout.Simulation.Seams;

/// <summary>A kind of store to simulate over.</summary>
/// <param name="CanTakeOver">Whether a runner takes a job over from one that only looks dead.</param>
/// <param name="LateWrites">Whether what a process had sent when it was killed may be done later.</param>
/// <param name="Open">Opens an empty one.</param>
internal sealed record StoreKind(bool CanTakeOver, bool LateWrites, Func<Task<StoreHandle>> Open)
{
    /// <summary>In memory, as one that many processes share over a network.</summary>
    public static StoreKind Memory { get; } = new(true, true, () => Task.FromResult<StoreHandle>(new InMemoryHandle()));

    /// <summary>A database file, which one process writes: opened anew whenever a process starts.</summary>
    public static StoreKind Sqlite { get; } = new(false, false, () => Task.FromResult<StoreHandle>(new SqliteFileHandle()));

    /// <summary>In memory, with a promise broken.</summary>
    public static StoreKind Sabotaged(Sabotage sabotage) => Memory with { Open = () => Task.FromResult<StoreHandle>(new SabotagedHandle(sabotage)) };

    /// <summary>A database on a server that is there: each process is a node with a store of its own.</summary>
    public static StoreKind PostgresOf(PrivateServer server) => new(true, true, () => PostgresNodes.OpenAsync(server));

    private sealed class SqliteFileHandle : StoreHandle
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-simulation-");
        private SqliteStore _store;

        public SqliteFileHandle() => _store = SqliteStore.Open(Path);

        public override IStore Store => _store;

        private string Path => System.IO.Path.Combine(_folder.FullName, "leads.db");

        public override ValueTask ReopenAsync()
        {
            _store.Dispose();
            _store = SqliteStore.Open(Path);
            return ValueTask.CompletedTask;
        }

        public override ValueTask AbandonAsync(JobId job) => throw new NotSupportedException("One process writes a database file.");

        public override ValueTask DisposeAsync()
        {
            _store.Dispose();
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class SabotagedHandle(Sabotage sabotage) : StoreHandle
    {
        private readonly InMemoryHandle _inner = new();

        public override IStore Store => new SabotagedStore(_inner.Store, sabotage);

        public override ValueTask ReopenAsync() => _inner.ReopenAsync();

        public override ValueTask AbandonAsync(JobId job) => _inner.AbandonAsync(job);

        public override ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
