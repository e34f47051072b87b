using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.StoreKit;

namespace LeadScout.Sqlite.Tests;

internal sealed class SqliteHandle : StoreHandle
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteStore _store;

    public SqliteHandle()
    {
        _store = SqliteStore.Open(_directory.File("leads.db"));
    }

    public override IStore Store => _store;

    public override ValueTask ReopenAsync()
    {
        _store.Dispose();
        _store = SqliteStore.Open(_directory.File("leads.db"));
        return ValueTask.CompletedTask;
    }

    public override ValueTask AbandonAsync(JobId job)
    {
        _store.Leases.Abandon(job);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _store.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
