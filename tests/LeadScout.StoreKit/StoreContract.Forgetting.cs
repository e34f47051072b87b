using LeadScout.Answers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_forgotten_text_is_in_no_answer_no_call_and_no_failure_and_the_money_stays()
    {
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a", "b", "c"));
        await store.Store.CommitAsync(
            Sample.End(call, Sample.Answer("a"), Sample.Answer("b")) with { Failures = [new FailedText(Sample.Question, TextKey.Of("a"), "no"), new FailedText(Sample.Question, TextKey.Of("c"), "no")] });
        await store.Store.AppendAsync([Sample.FromPerson("A") with { Question = Sample.OtherQuestion, Retracted = TakenBack }]);
        var before = Assert.Single(await store.Store.CallsAsync(Sample.JobId(1)));

        var forgotten = await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a"), TextKey.Of("a"), TextKey.Of("never seen")]));
        await store.ReopenAsync();

        Assert.Equal(new Forgotten(2, 1, 1), forgotten);
        Assert.Equal("b", Assert.Single(await ReadAllAsync(store)).Text);
        var after = Assert.Single(await store.Store.CallsAsync(Sample.JobId(1)));
        Assert.Equal((before.Cost, before.Usage, before.State), (after.Cost, after.Usage, after.State));
        Assert.Equal([TextKey.Of("b"), TextKey.Of("c")], after.Intent.Texts.Skip(1));
        Assert.Equal(0u, after.Intent.Texts[0].Hash.Upper);
        Assert.Equal(TextKey.Of("c"), Assert.Single(await store.Store.FailuresAsync(Sample.JobId(1))).Key);
        Assert.False((await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a")]))).Any);
    }

    [Fact]
    public async Task What_a_provider_said_of_a_call_goes_with_the_text_that_it_may_quote()
    {
        await using var store = await OpenAsync();
        const string Said = "The server refused: 'c, spelt otherwise'.";
        foreach (string[] texts in new[] { ["c", "d"], new[] { "d" } })
        {
            long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), texts));
            await store.Store.CommitAsync(
                Sample.End(call) with { State = CallState.Failed, Fault = Said, Failures = [new FailedText(Sample.Question, TextKey.Of("d"), Said)] });
        }

        await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("c")]));
        await store.ReopenAsync();

        Assert.Equal([null, Said], (await store.Store.CallsAsync(Sample.JobId(1))).Select(call => call.Fault));
        Assert.DoesNotContain("spelt", Assert.Single(await store.Store.FailuresAsync(Sample.JobId(1))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgotten_texts_of_a_call_stay_different_and_the_same_text_the_same()
    {
        await using var store = await OpenAsync();
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a", "b"));
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        Assert.Equal(3, (await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a"), TextKey.Of("b")]))).Asks);
        var texts = (await store.Store.CallsAsync(Sample.JobId(1))).SelectMany(call => call.Intent.Texts).ToArray();
        Assert.Equal((texts[0], 2), (texts[2], texts.Distinct().Count()));
    }

    [Fact]
    public async Task A_text_forgotten_for_one_question_keeps_the_answers_and_calls_of_the_other()
    {
        await using var store = await OpenAsync();
        await store.Store.SaveAsync(Sample.Job(1));
        var failed = new FailedText(Sample.Question, TextKey.Of("a"), "no");
        await store.Store.CommitAsync(
            Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a")), Sample.Answer("a")) with { Failures = [failed] });
        await store.Store.CommitAsync(
            Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(2), "a")), Sample.Answer("a") with { Question = Sample.OtherQuestion }) with { Failures = [failed with { Question = Sample.OtherQuestion }] });

        Assert.Equal(new Forgotten(1, 1, 1), await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a")], Sample.Question)));

        Assert.Equal(Sample.OtherQuestion, Assert.Single(await ReadAllAsync(store)).Question);
        Assert.NotEqual(TextKey.Of("a"), Assert.Single(await store.Store.CallsAsync(Sample.JobId(1))).Intent.Texts[0]);
        Assert.Equal(TextKey.Of("a"), Assert.Single(await store.Store.CallsAsync(Sample.JobId(2))).Intent.Texts[0]);
        Assert.Empty(await store.Store.FailuresAsync(Sample.JobId(1)));
        Assert.Single(await store.Store.FailuresAsync(Sample.JobId(2)));
    }

    [Fact]
    public async Task A_call_about_two_questions_keeps_its_text_until_both_are_forgotten()
    {
        await using var store = await OpenAsync();
        await store.Store.CommitAsync(Sample.End(
            await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a")), Sample.Answer("a") with { Call = 1 },
            Sample.Answer("a") with { Call = 1, Question = Sample.OtherQuestion }));

        Assert.Equal(new Forgotten(1, 0, 0), await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a")], Sample.Question)));
        Assert.Equal(TextKey.Of("a"), Assert.Single(await store.Store.CallsAsync(Sample.JobId(1))).Intent.Texts[0]);

        Assert.Equal(new Forgotten(1, 1, 0), await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a")], Sample.OtherQuestion)));
        Assert.NotEqual(TextKey.Of("a"), Assert.Single(await store.Store.CallsAsync(Sample.JobId(1))).Intent.Texts[0]);
    }

    [Fact]
    public async Task By_age_what_is_older_than_the_moment_goes_and_newer_answers_to_the_same_text_stay()
    {
        await using var store = await OpenAsync();
        await store.Store.CommitAsync(
            Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "old", "failed")), Sample.Answer("old")));
        await store.Store.AppendAsync(
            [Sample.Answer("both"), Sample.Answer("both") with { At = Sample.Start.AddTicks(1) }, Sample.FromPerson("new") with { At = Sample.Start.AddDays(1) }]);

        var forgotten = await store.Store.ForgetAsync(Forgetting.OlderThan(Sample.Start.AddTicks(1)));

        Assert.Equal(new Forgotten(2, 2, 0), forgotten);
        Assert.Equal(["both", "new"], (await ReadAllAsync(store)).Select(answer => answer.Text));
        Assert.False((await store.Store.ForgetAsync(Forgetting.OlderThan(Sample.Start.AddTicks(1)))).Any);
    }

    [Fact]
    public async Task Positions_of_forgotten_answers_are_not_given_again()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([Sample.Answer("a"), Sample.Answer("b")]);
        await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("b")]));
        await store.ReopenAsync();
        await store.Store.AppendAsync([Sample.Answer("c")]);
        Assert.Equal([1, 3], (await ReadAllAsync(store)).Select(answer => answer.Position));
    }
}
