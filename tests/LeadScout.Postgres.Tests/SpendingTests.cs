using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Postgres.Tests;

/// <summary>What processes that share a database have in common: a job's limit, and the texts in flight.</summary>
public sealed class SpendingTests(SharedServer shared)
{
    private static readonly JobId Id = new("0123456789ab");
    private static readonly QuestionVersion Question = new(new Hash128(1, 2));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Intents_that_race_never_pass_the_limit_together()
    {
        var stores = await TwoAsync();
        var epoch = await stores[0].LeaseAsync(Id, Cancellation);
        await stores[0].SaveAsync(JobWith(new Money(3_000)) with { Epoch = epoch }, Cancellation);
        var begun = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => BegunAsync(stores[i % 2], epoch)));
        Assert.Equal(3, begun.Count(call => call is not null));

        // What a call did not cost is free again; what it cost is not.
        await stores[1].CommitAsync(new CallEnd
        {
            Call = begun.First(call => call is not null)!.Value,
            State = CallState.Failed,
            Usage = default,
            Billing = Billing.NotBilled,
            Cost = Money.Zero,
            At = DateTimeOffset.UnixEpoch,
        });
        Assert.NotNull(await BegunAsync(stores[1], epoch));
        Assert.Null(await BegunAsync(stores[0], epoch));
        await CloseAsync(stores);
    }

    [Fact]
    public async Task A_text_in_flight_is_claimed_once_until_it_lands_or_its_process_is_gone()
    {
        var stores = await TwoAsync();
        var (one, other) = ((ITextClaims)stores[0], (ITextClaims)stores[1]);
        AskId[] texts = [new(Question, TextKey.Of("a")), new(Question, TextKey.Of("b")), new(Question, TextKey.Of("c"))];
        Assert.Equal(texts[..2], (await one.ClaimAsync(Id, "teacher", texts[..2], Cancellation)).OrderBy(ask => Array.IndexOf(texts, ask)));
        Assert.Equal([texts[2]], await other.ClaimAsync(null, "teacher", texts, Cancellation));
        Assert.Equal(3, (await other.ClaimAsync(null, "another", texts, Cancellation)).Count);
        await one.EndClaimsAsync("teacher", texts[..1]);
        await other.EndClaimsAsync("teacher", texts[1..2]); // not its own to let go
        Assert.Equal([texts[0]], await other.ClaimAsync(null, "teacher", texts[..2], Cancellation));
        await stores[0].DisposeAsync();

        // The server ends a connection a moment after its client has gone.
        AskId[] claimed;
        do
        {
            claimed = [.. (await other.ClaimAsync(null, "teacher", texts[..2], Cancellation)).OrderBy(ask => Array.IndexOf(texts, ask))];
        }
        while (claimed.Length < 2);
        Assert.Equal(texts[..2], claimed);
        await stores[1].DisposeAsync();
    }

    private static async Task<long?> BegunAsync(PostgresStore store, long epoch)
    {
        var intent = new CallIntent
        {
            Job = Id,
            Epoch = epoch,
            Batch = BatchId.OfPlan(1),
            Attempt = 1,
            Teacher = "teacher",
            Questions = [Question],
            Texts = [TextKey.Of("a")],
            Ceiling = new Money(1_000),
            At = DateTimeOffset.UnixEpoch,
        };
        try
        {
            return await store.BeginAsync(intent, Cancellation);
        }
        catch (BadInputException e) when (e.Code == "limit-reached")
        {
            return null;
        }
    }

    private static Job JobWith(Money limit) => new()
    {
        Id = Id,
        InputName = "leads.csv",
        InputHash = "c0ffee",
        OutputName = "out.csv",
        QuestionName = "department",
        Question = Question,
        Teacher = "teacher",
        Settings = new JobSettings { MaxCost = limit },
        LogPosition = 0,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private static async Task CloseAsync(IEnumerable<PostgresStore> stores)
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private async Task<PostgresStore[]> TwoAsync()
    {
        var address = shared.Server.Address(await shared.TakeDatabaseAsync());
        return [await PostgresStore.OpenAsync(address), await PostgresStore.OpenAsync(address)];
    }
}
