using Dapper;
using LeadScout.Answers;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class LeaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    [Fact]
    public async Task A_job_that_could_not_be_begun_is_nobodys()
    {
        using var store = SqliteStore.Open(Leads);
        using var other = new SqliteConnection($"Data Source={Leads};Pooling=False");
        other.Execute("ALTER TABLE call RENAME TO away");
        await Assert.ThrowsAnyAsync<Exception>(() => store.LeaseAsync(new JobId("0123456789ab"), TestContext.Current.CancellationToken));

        other.Execute("ALTER TABLE away RENAME TO call");
        Assert.True(await store.LeaseAsync(new JobId("0123456789ab"), TestContext.Current.CancellationToken) > 0);
    }

    public void Dispose() => _directory.Dispose();
}
