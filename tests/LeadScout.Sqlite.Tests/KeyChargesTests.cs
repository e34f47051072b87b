using LeadScout.Jobs;
using LeadScout.StoreKit;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class KeyChargesTests : IDisposable
{
    private const string Key = "abcd1234";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_a_deleted_job_has_cost_stays_on_its_key_once_however_often_it_is_begun_and_deleted()
    {
        using var store = SqliteStore.Open(_directory.File("leads.db"));
        store.Service.Save(
            new ApiKey { Id = Key, Name = "test", Scope = 1, Hash = [.. new byte[32]], SpendingLimit = new Money(10_000), CreatedAt = Sample.Start });
        await store.SaveAsync(Sample.Job(1), Cancellation);
        for (var time = 1; time <= 2; time++)
        {
            store.Service.Save(Given(1, 10_000));
            await store.BeginAsync(Call(3_000), Cancellation);
            store.Service.Save(Given(1, 10_000) with { IsWanted = false });
            Assert.Equal(new Money(3_000 * time), store.Service.Charged(Key));
            store.Service.Delete(Sample.JobId(1), Sample.Start);
            Assert.Equal(new Money(3_000 * time), store.Service.Charged(Key));
        }

        Assert.Throws<KeyLimitException>(() => store.Service.Save(Given(2, 4_001)));
        store.Service.Save(Given(2, 4_000));
    }

    private static CallIntent Call(long most) => new()
    {
        Job = Sample.JobId(1),
        Batch = BatchId.OfPlan(1),
        Attempt = 1,
        Teacher = Sample.Teacher,
        Questions = [Sample.Question],
        Texts = [TextKey.Of("a")],
        Ceiling = new Money(most),
        At = Sample.Start,
    };

    private static SubmittedJob Given(int number, long most) => new()
    {
        Id = Sample.JobId(number),
        InputName = "leads.csv",
        QuestionName = "department",
        Teacher = Sample.Teacher,
        Invocation = Sample.Job().Invocation,
        Settings = new JobSettings { MaxCost = new Money(most) },
        IsWanted = true,
        By = "test",
        Key = Key,
        At = Sample.Start,
    };
}
