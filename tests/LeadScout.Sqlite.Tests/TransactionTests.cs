using Dapper;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class TransactionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_that_cannot_be_kept_whole_is_not_kept_at_all()
    {
        await using var store = SqliteStore.Open(Leads);
        long call = await store.BeginAsync(Written.Intent(1, "a", "b"), Cancellation);
        var broken = Written.End(call, 0.5m, Written.Answer("a"), Written.Answer("b") with { Label = null! });
        await Assert.ThrowsAnyAsync<Exception>(() => store.CommitAsync(broken));
        Assert.Equal(0, await store.LogPositionAsync(Cancellation));
        Assert.Equal(CallState.Open, Assert.Single(await store.CallsAsync(Written.Job, Cancellation)).State);

        await store.CommitAsync(Written.End(call, 0.5m, Written.Answer("a")));
        Assert.Equal(1, await store.LogPositionAsync(Cancellation));
    }

    [Fact]
    public void A_full_disk_is_called_so_and_what_was_written_before_stays()
    {
        using var database = Database.OpenWriter(Leads);
        database.Connection.Execute("CREATE TABLE ballast (content BLOB)");
        long pages = database.Connection.ExecuteScalar<long>("PRAGMA page_count");
        database.Connection.Execute($"PRAGMA max_page_count = {pages + 2}");
        database.Write(connection => connection.Execute("INSERT INTO ballast VALUES (zeroblob(10))"));
        var error = Assert.Throws<BadInputException>(
            () => database.Write(connection => connection.Execute("INSERT INTO ballast VALUES (zeroblob(100000))")));
        Assert.Equal(
            $"The disk of {Leads} is full: what was committed is safe. Free some space and run the same command again.", error.Message);
        Assert.Equal(1, database.Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM ballast")));
        database.Write(connection => connection.Execute("INSERT INTO ballast VALUES (zeroblob(10))"));
    }

    public void Dispose() => _directory.Dispose();
}
