using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Streaming;

/// <summary>Callers that leave, and teachers that throw.</summary>
public sealed class LeavingTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_left_before_pays_nothing()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var cascade = await OpenAsync(teacher);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cascade.ClassifyAsync("a", new CancellationToken(true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => cascade.ClassifyAsync(new[] { "a" }.ToAsyncEnumerable(), new CancellationToken(true)).ToListAsync(Gone).AsTask());

        Assert.Empty(teacher.Asks);
    }

    [Fact]
    public async Task Who_leaves_while_a_text_waits_for_its_call_pays_nothing_and_takes_nobody_along()
    {
        var gate = new TaskCompletionSource();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = _ => gate.Task };
        var cascade = await OpenAsync(teacher);
        var first = cascade.ClassifyAsync("first", Gone);
        using var leaving = new CancellationTokenSource();
        var bills = new List<AskBill>();
        var left = cascade.ClassifyAsync("left", bills.Add, leaving.Token);
        var both = cascade.ClassifyAsync("both", leaving.Token);
        var stays = cascade.ClassifyAsync("both", Gone);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => both);
        gate.SetResult();
        await first;

        Assert.Equal("Sales", (await stays).Label);
        Assert.Equal(["first", "both"], teacher.AskedTexts);
        Assert.True(Assert.Single(bills).IsNothing);
    }

    [Fact]
    public async Task Who_leaves_once_a_call_is_out_pays_for_it_and_what_it_brings_is_kept()
    {
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var teacher = new FakeTeacher(_ => "Sales") { Delay = _ => Begin(begun, gate.Task) };
        var cascade = await OpenAsync(teacher);
        using var leaving = new CancellationTokenSource();
        var billed = new TaskCompletionSource<AskBill>();
        var left = cascade.ClassifyAsync("a", billed.SetResult, leaving.Token);
        await begun.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var again = cascade.ClassifyAsync("A", Gone);
        gate.SetResult();

        Assert.Equal(1, (await billed.Task).Calls);
        Assert.Equal(("Sales", null), ((await again).Label, (await again).Bill));
        Assert.Single(teacher.Asks);
    }

    [Fact]
    public async Task A_stream_that_is_left_asks_no_more_than_was_out()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var cascade = await OpenAsync(teacher, new() { Budget = new ErrorBudget(0, 0.95), RowsPerCall = 2, Concurrency = 2 });
        var bill = new TaskCompletionSource<AskBill>();
        var isDisposed = false;
        await foreach (var _ in cascade.ClassifyAsync(SourceAsync(), text => text, bill.SetResult, Gone))
        {
            break;
        }

        var sum = await bill.Task;

        Assert.True(isDisposed);
        Assert.Equal(teacher.Asks.Count, sum.Calls);
        Assert.InRange(teacher.Asks.Count, 1, 2);
        await cascade.ClassifyAsync("text 0", Gone);
        Assert.Equal(sum.Calls, teacher.Asks.Count);

        async IAsyncEnumerable<string> SourceAsync()
        {
            try
            {
                for (var row = 0; ; row++)
                {
                    yield return $"text {row}";
                    await Task.CompletedTask;
                }
            }
            finally
            {
                isDisposed = true;
            }
        }
    }

    [Fact]
    public async Task A_stream_cancelled_while_its_source_is_silent_ends_at_once()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var cascade = await OpenAsync(teacher);
        using var leaving = new CancellationTokenSource();
        await using var stream = cascade.ClassifyAsync(SilentAsync(), leaving.Token).GetAsyncEnumerator(Gone);
        var next = stream.MoveNextAsync().AsTask();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Empty(teacher.Asks);

        static async IAsyncEnumerable<string> SilentAsync()
        {
            yield return "a";
            await new TaskCompletionSource().Task; // heeds no token
        }
    }

    [Fact]
    public async Task What_a_teacher_throws_is_the_cause_and_others_are_decided_all_the_same()
    {
        var broken = new InvalidOperationException("my bug");
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => ask.Texts.Contains("bad") ? throw broken : null };
        var cascade = await OpenAsync(teacher);

        var thrown = await Assert.ThrowsAsync<TeacherException>(() => cascade.ClassifyAsync("bad", Gone));

        Assert.Same(broken, thrown.InnerException);
        Assert.DoesNotContain("bad", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("Sales", (await cascade.ClassifyAsync("good", Gone)).Label);
        await Assert.ThrowsAsync<TeacherException>(
            () => cascade.ClassifyAsync(new[] { "good", "bad" }.ToAsyncEnumerable(), Gone).ToListAsync(Gone).AsTask());
    }

    private static Task Begin(TaskCompletionSource begun, Task until)
    {
        begun.TrySetResult();
        return until;
    }

    private Task<Cascade> OpenAsync(FakeTeacher teacher, CascadeOptions? options = null) => Cascade.OpenAsync(
        Samples.Question,
        teacher,
        new InMemoryStore(),
        options ?? new CascadeOptions { Budget = new ErrorBudget(0, 0.95) },
        _clock,
        Gone);
}
