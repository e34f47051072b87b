using System.Runtime.CompilerServices;
using LeadScout.Classifiers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Library.Tests;

public sealed class StreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_come_out_in_their_order_each_with_its_own_result()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var people = Bench.Titles(400).Select((title, i) => new Person(i, i % 50 == 9 ? null : title)).ToArray();

        var results = await scout.ClassifyAsync(Bench.Department, people, person => person.Title, Stop).ToArrayAsync(Stop);

        Assert.Equal(people, results.Select(result => result.Item));
        Assert.All(
            results,
            pair => Assert.Equal(pair.Item.Title is { } title ? Bench.DepartmentOf(title) : null, pair.Result.Label));
        Assert.Equal(UndecidedReason.Blank, results[9].Result.Decision.Reason);
        Assert.True((await scout.CertificateAsync(Bench.Department, Stop)).Holds);
        Assert.Equal(bench.Chat.Asked.Distinct().Count(), bench.Chat.Asked.Count);
        Assert.True(bench.Chat.Calls * 3 < bench.Chat.Asked.Count, $"{bench.Chat.Asked.Count} texts in {bench.Chat.Calls} calls");
    }

    [Fact]
    public async Task What_comes_out_of_an_asynchronous_source_is_the_same()
    {
        await using var one = new Bench();
        await using var other = new Bench();
        await using var plain = one.Open();
        await using var stream = other.Open();
        var titles = Bench.Titles(120);

        var expected = await plain.ClassifyAsync(Bench.Department, titles, title => title, Stop).Select(pair => pair.Result.Label).ToArrayAsync(Stop);
        var labels = await stream.ClassifyAsync(Bench.Department, Source(titles, Stop), title => title, Stop)
            .Select(pair => pair.Result.Label).ToArrayAsync(Stop);
        Assert.Equal(expected, labels);
    }

    [Fact]
    public async Task Calls_are_as_large_and_as_many_at_once_as_the_options_say()
    {
        var (isOut, most) = (0, 0);
        await using var bench = new Bench
        {
            Chat = new FakeChatClient(Bench.DepartmentOf)
            {
                Before = async _ =>
                {
                    var now = Interlocked.Increment(ref isOut);
                    most = Math.Max(most, now);
                    await Task.Yield();
                    Interlocked.Decrement(ref isOut);
                },
            },
        };
        await using var scout = bench.Open(new() { MaxError = 0, RowsPerCall = 3, Concurrency = 1 });
        var titles = Enumerable.Range(0, 12).Select(i => $"Sales Manager {i}").ToArray();

        await scout.ClassifyAsync(Bench.Department, titles, title => title, Stop).ToArrayAsync(Stop);

        Assert.Equal((4, 1), (bench.Chat.Calls, most));
    }

    [Fact]
    public async Task A_source_that_falls_silent_has_its_texts_asked_after_the_options_linger()
    {
        var clock = new FakeTimeProvider();
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var more = new TaskCompletionSource();
        await using var bench = new Bench();
        await using var scout = bench.Open(new() { Linger = TimeSpan.FromSeconds(30) }, clock);
        await using var stream = scout.ClassifyAsync(Bench.Department, SilentAsync(), title => title, Stop).GetAsyncEnumerator(Stop);
        var next = stream.MoveNextAsync().AsTask();
        await silent.Task;
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, bench.Chat.Calls);
        while (bench.Chat.Calls == 0)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal("Sales", stream.Current.Result.Label);
        more.SetResult();
        Assert.False(await stream.MoveNextAsync());

        async IAsyncEnumerable<string> SilentAsync()
        {
            yield return "VP Sales";
            silent.SetResult();
            await more.Task;
        }
    }

    [Fact]
    public async Task A_reader_that_leaves_early_reads_no_further()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var read = 0;
        await foreach (var _ in scout.ClassifyAsync(Bench.Department, Endless(), title => title, Stop))
        {
            break;
        }

        Assert.InRange(read, 1, 1000);

        IEnumerable<string> Endless()
        {
            while (true)
            {
                yield return $"Sales Manager {read++}";
            }
        }
    }

    [Fact]
    public async Task Arguments_are_checked_before_the_stream_is_read()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();

        Assert.Throws<ArgumentNullException>(() => scout.ClassifyAsync(null!, ["x"], title => title, Stop));
        Assert.Throws<ArgumentNullException>(() => scout.ClassifyAsync(Bench.Department, (IEnumerable<string>)null!, title => title, Stop));
        Assert.Throws<ArgumentNullException>(() => scout.ClassifyAsync(Bench.Department, ["x"], null!, Stop));
    }

    [Fact]
    public async Task A_cancelled_stream_ends_and_what_was_answered_is_kept()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        using var leaving = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in scout.ClassifyAsync(Bench.Department, Bench.Titles(300), title => title, leaving.Token))
            {
                if (++seen == 3)
                {
                    await leaving.CancelAsync();
                }
            }
        });

        Assert.Equal(3, seen);
        Assert.Equal(DecisionSource.Exact, (await scout.ClassifyAsync(Bench.Department, Bench.Titles(1)[0], Stop)).Source);
    }

    private static async IAsyncEnumerable<string> Source(IEnumerable<string> titles, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var title in titles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return title;
        }
    }

    private sealed record Person(int Id, string? Title);
}
