using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.StoreKit;

namespace LeadScout.Postgres.Tests;

internal sealed class PostgresHandle(SharedServer shared, string database, PostgresStore store) : StoreHandle
{
    private PostgresStore _store = store;

    public override IStore Store => _store;

    public static async Task<PostgresHandle> OpenAsync(SharedServer shared)
    {
        var database = await shared.TakeDatabaseAsync();
        return new PostgresHandle(shared, database, await PostgresStore.OpenAsync(shared.Server.Address(database)));
    }

    public override async ValueTask ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = await PostgresStore.OpenAsync(shared.Server.Address(database));
    }

    public override async ValueTask AbandonAsync(JobId job) =>
        await shared.Server.RunAsync(database, $"UPDATE job_lease SET renewed_at = renewed_at - interval '1 hour' WHERE job = '{job}'");

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await shared.GiveBackAsync(database);
    }
}
