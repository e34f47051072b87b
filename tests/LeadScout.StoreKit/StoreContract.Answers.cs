using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    [Fact]
    public async Task An_answer_comes_back_with_every_field()
    {
        var audited = Sample.Answer("Geschäftsführer \0 \U0001F600 \"x\"") with { Audit = new AuditMark("Other", 0.1 + 0.2) };
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), audited.Text));
        await store.Store.CommitAsync(Sample.End(call, audited));
        await store.ReopenAsync();
        var kept = Assert.Single(await ReadAsync(store, Sample.Question, Sample.Teacher));
        AssertSame(audited with { Position = 1, Job = Sample.JobId(1), Call = call }, kept);
    }

    [Fact]
    public async Task Answers_of_a_reply_are_filed_under_its_call_and_job_whatever_they_say()
    {
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(null, "a"));
        await store.Store.CommitAsync(Sample.End(call, Sample.Answer("a") with { Position = 99, Call = 77, Job = Sample.JobId(9) }));
        var kept = Assert.Single(await ReadAsync(store, Sample.Question, Sample.Teacher));
        Assert.Equal((1, call, null), (kept.Position, kept.Call, kept.Job));
    }

    [Fact]
    public async Task Answers_that_no_call_paid_for_come_back_with_every_field()
    {
        var correction = Sample.FromPerson("a") with { Label = "Marketing", Job = Sample.JobId(3), Audit = new AuditMark("Sales", 1) };
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([correction, Sample.Answer("b")]);
        await store.ReopenAsync();
        AssertSame(
            [correction with { Position = 1 }, Sample.Answer("b") with { Position = 2 }],
            await ReadAsync(store, Sample.Question, Sample.Teacher));
    }

    [Fact]
    public async Task An_answer_that_names_a_call_does_not_enter_beside_it()
    {
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(null, "b"));
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.Store.AppendAsync([Sample.FromPerson("a"), Sample.Answer("b") with { Call = call }]));
        Assert.Equal(0, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task The_log_gives_that_teachers_answers_and_every_persons_to_that_question_in_log_order()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync(
        [
            Sample.Answer("a"),
            Sample.FromPerson("b", "mira"),
            Sample.Answer("c", "anthropic:other"),
            Sample.FromPerson("d", Sample.Teacher),
            Sample.Answer("e") with { Question = Sample.OtherQuestion },
            Sample.FromPerson("f") with { Question = Sample.OtherQuestion },
            Sample.Answer("a") with { Label = "Marketing" },
            Sample.FromPerson("b", "jon"),
        ]);
        await store.ReopenAsync();
        var mine = await ReadAsync(store, Sample.Question, Sample.Teacher);
        Assert.Equal("a1 b2 d4 a7 b8", string.Join(' ', mine.Select(answer => answer.Text + answer.Position)));
        var others = await ReadAsync(store, Sample.Question, "anthropic:other");
        Assert.Equal("b2 c3 d4 b8", string.Join(' ', others.Select(answer => answer.Text + answer.Position)));
        var otherQuestion = await ReadAsync(store, Sample.OtherQuestion, Sample.Teacher);
        Assert.Equal("e5 f6", string.Join(' ', otherQuestion.Select(answer => answer.Text + answer.Position)));
    }

    [Fact]
    public async Task Teachers_are_told_apart_to_the_letter()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync(
            [Sample.Answer("a", "ollama:Llama"), Sample.Answer("b", "ollama:llama "), Sample.Answer("c", "ollama:llama")]);
        Assert.Equal("c", Assert.Single(await ReadAsync(store, Sample.Question, "ollama:llama")).Text);
    }

    [Fact]
    public async Task The_position_of_the_log_is_that_of_its_newest_answer_whosever_it_is()
    {
        await using var store = await OpenAsync();
        Assert.Equal(0, await store.Store.LogPositionAsync());
        await store.Store.AppendAsync([]);
        Assert.Equal(0, await store.Store.LogPositionAsync());
        await store.Store.AppendAsync([Sample.Answer("a"), Sample.FromPerson("b") with { Question = Sample.OtherQuestion }]);
        await store.ReopenAsync();
        Assert.Equal(2, await store.Store.LogPositionAsync());
        await store.Store.CommitAsync(Sample.End(await store.Store.BeginAsync(Sample.Intent(null, "c")), Sample.Answer("c")));
        Assert.Equal(3, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task A_long_log_is_read_whole_and_in_order()
    {
        const int Count = 2501;
        await using var store = await OpenAsync();
        await store.Store.AppendAsync(
            [.. Enumerable.Range(0, Count).Select(i => Sample.Answer($"text {i}", i % 3 == 0 ? "other" : Sample.Teacher))]);
        var read = await ReadAsync(store, Sample.Question, Sample.Teacher);
        Assert.Equal(Enumerable.Range(0, Count).Where(i => i % 3 != 0).Select(i => $"text {i}"), read.Select(answer => answer.Text));
    }

    [Fact]
    public async Task What_is_appended_during_a_reading_neither_waits_for_it_nor_shows_in_it()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([.. Enumerable.Range(0, 1500).Select(i => Sample.Answer($"old {i}"))]);
        var seen = new List<Answer>();
        await foreach (var answer in store.Store.ReadAsync(Sample.Question, Sample.Teacher))
        {
            seen.Add(answer);
            if (answer.Position is 1 or 1500)
            {
                await store.Store.AppendAsync([Sample.Answer($"new {answer.Position}")]);
            }
        }

        Assert.Equal(1500, seen.Count);
        Assert.Equal(1502, (await ReadAsync(store, Sample.Question, Sample.Teacher)).Count);
    }

    [Fact]
    public async Task A_reading_stops_when_cancelled()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([Sample.Answer("a"), Sample.Answer("b")]);
        using var stop = new CancellationTokenSource();
        var reading = store.Store.ReadAsync(Sample.Question, Sample.Teacher, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await reading.MoveNextAsync());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading.MoveNextAsync());
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task Keys_of_every_shape_come_back()
    {
        TextKey[] keys =
            [new(default(Hash128)), new(new Hash128(ulong.MaxValue, ulong.MaxValue)), new(new Hash128(1UL << 63, 0)), new(new Hash128(0, ulong.MaxValue))];
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([.. keys.Select(key => Sample.Answer("x") with { Key = key })]);
        Assert.Equal(keys, (await ReadAsync(store, Sample.Question, Sample.Teacher)).Select(answer => answer.Key));
    }
}
