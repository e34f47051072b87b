using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace LeadScout.Postgres.Tests;

/// <summary>What becomes of a transaction whose connection breaks at the worst moment, and what readers see of several writers.</summary>
public sealed class TransactionTests(SharedServer shared)
{
    private static readonly QuestionVersion Question = new(new Hash128(1, 2));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_that_nobody_confirmed_but_was_made_is_not_made_twice()
    {
        await using var store = await OpenAsync();
        var broken = 0;
        store.Transactions.AfterCommit = connection =>
        {
            if (broken++ == 0)
            {
                throw new NpgsqlException("The connection broke before the server's word came.", new IOException());
            }
        };
        await store.AppendAsync([AnswerOf("a"), AnswerOf("b")], Cancellation);
        Assert.Equal((1, 2), (broken, await store.LogPositionAsync(Cancellation)));
        Assert.Equal(2, (await AllAsync(store)).Count);
    }

    [Fact]
    public async Task What_was_cut_off_before_its_commit_is_done_again_and_once()
    {
        await using var store = await OpenAsync();
        var cut = 0;
        store.Transactions.BeforeCommit = async connection =>
        {
            if (cut++ == 0)
            {
                var victim = connection.ProcessID;
                await shared.Server.RunAsync("postgres", $"SELECT pg_terminate_backend({victim})");
            }
        };
        await store.AppendAsync([AnswerOf("a"), AnswerOf("b")], Cancellation);
        Assert.Equal((2, 2), (cut, await store.LogPositionAsync(Cancellation)));
        Assert.Equal([1, 2], (await AllAsync(store)).Select(answer => answer.Position));
    }

    [Fact]
    public async Task A_process_that_stands_still_in_mid_transaction_keeps_others_waiting_for_seconds_and_does_it_again_when_it_goes_on()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var paused = await PostgresStore.OpenAsync(shared.Server.Address(database));
        await using var other = await PostgresStore.OpenAsync(shared.Server.Address(database));
        var tries = 0;
        paused.Transactions.BeforeCommit = async connection =>
        {
            if (tries++ == 0)
            {
                Assert.Equal("10s", await connection.ValueAsync("SHOW idle_in_transaction_session_timeout"));
                await connection.RunAsync("SET idle_in_transaction_session_timeout = '50ms'"); // here it need not be waited for
                await other.AppendAsync([AnswerOf("of the other")], Cancellation);
            }
        };
        await paused.AppendAsync([AnswerOf("late")], Cancellation);
        Assert.Equal(2, tries);
        Assert.Equal([(1, "of the other"), (2, "late")], (await AllAsync(paused)).Select(answer => ((int)answer.Position, answer.Text)));
    }

    [Fact]
    public async Task A_full_disk_is_waited_for_and_said_when_nobody_makes_room()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(10) };
        await using var store = await PostgresStore.OpenAsync(shared.Server.Address(await shared.TakeDatabaseAsync()), clock: clock);
        var (full, tries) = (1, 0);
        store.Transactions.BeforeCommit = _ => tries++ < full
            ? throw new PostgresException("could not extend file: No space left on device", "ERROR", "ERROR", PostgresErrorCodes.DiskFull)
            : Task.CompletedTask;
        await WaitedAsync(store.AppendAsync([AnswerOf("a")], Cancellation));
        Assert.Equal(2, tries);

        full = int.MaxValue;
        var said = await Assert.ThrowsAsync<BadInputException>(() => WaitedAsync(store.AppendAsync([AnswerOf("b")], Cancellation)));
        Assert.Equal("store-full", said.Code);
        Assert.Contains("disk", said.Message, StringComparison.Ordinal);
        Assert.InRange(tries, 4, 200);
        Assert.Equal(1, await store.LogPositionAsync(Cancellation));

        async Task WaitedAsync(Task work)
        {
            while (!work.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(1)); // little, lest the clock run away from the work
                await Task.Yield();
            }

            await work;
        }
    }

    [Fact]
    public async Task A_reader_that_goes_by_position_misses_nothing_of_many_writers()
    {
        var database = await shared.TakeDatabaseAsync();
        await using var one = await PostgresStore.OpenAsync(shared.Server.Address(database));
        await using var other = await PostgresStore.OpenAsync(shared.Server.Address(database));
        PostgresStore[] stores = [one, other];
        var writers = Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await stores[writer % 2].AppendAsync([AnswerOf($"{writer} {i} a"), AnswerOf($"{writer} {i} b")], Cancellation);
            }
        })));
        var read = new List<long>();
        bool isDone;
        do
        {
            isDone = writers.IsCompleted;
            var page = await one.ReadAfterAsync(Question, "teacher", read.LastOrDefault(), Cancellation);
            read.AddRange(page.Select(answer => answer.Position));
        }
        while (!isDone || read.Count < 240);

        await writers;
        Assert.Equal(Enumerable.Range(1, 240).Select(position => (long)position), read);
    }

    [Fact]
    public async Task Many_answers_enter_in_bulk_as_few_do()
    {
        await using var store = await OpenAsync();
        var many = Enumerable.Range(0, 1_000).Select(i => AnswerOf($"title {i} \0 \U0001F600 é")).ToArray();
        many[7] = many[7] with
        {
            Source = AnswerSource.Person,
            By = "mira",
            Retracted = new Retraction("mira", DateTimeOffset.UnixEpoch),
            ImportedCall = 9,
            Audit = new AuditMark("IT", 0.1),
        };
        await store.AppendAsync([AnswerOf("before")], Cancellation);
        await store.AppendAsync(many, Cancellation);
        await store.AppendAsync([AnswerOf("after")], Cancellation);
        var all = await AllAsync(store);
        Assert.Equal(many.Select((answer, place) => answer with { Position = place + 2 }), all[1..^1]);
        Assert.Equal(1_002, all[^1].Position);
    }

    private static Answer AnswerOf(string text) => new()
    {
        Question = Question,
        Key = TextKey.Of(text),
        Text = text,
        Label = "Sales",
        Source = AnswerSource.Teacher,
        By = "teacher",
        At = DateTimeOffset.UnixEpoch.AddTicks(1),
    };

    private static async Task<List<Answer>> AllAsync(PostgresStore store)
    {
        var all = new List<Answer>();
        await foreach (var answer in store.ReadAllAsync(cancellation: Cancellation))
        {
            all.Add(answer);
        }

        return all;
    }

    private async Task<PostgresStore> OpenAsync() => await PostgresStore.OpenAsync(shared.Server.Address(await shared.TakeDatabaseAsync()));
}
