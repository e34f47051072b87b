using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>A job that defers its learning asks a text again in a later batch; what it is not to ask again, it does not.</summary>
public sealed class DeferredJobTests
{
    private static readonly JobSettings Deferred = Samples.AskEverything with { Learn = LearnMode.Deferred };

    private readonly InMemoryStore _store = new();
    private readonly ListInMemory _list = new([.. Samples.Titles(12)]);

    [Fact]
    public async Task A_text_of_a_later_call_that_was_given_up_is_not_asked_again_when_the_result_is_written_again()
    {
        var hopeless = Samples.Titles(12).ElementAt(8);
        var teacher = new FakeTeacher(text => text == hopeless ? null : "Sales");
        await RunAsync(teacher);
        var asked = teacher.Asks.Count;

        var again = await RunAsync(teacher);

        Assert.Equal((JobState.Done, 0, asked), (again.Job.State, again.NewCalls, teacher.Asks.Count));
        Assert.NotNull(await Runner().RecomputeAsync(
            Samples.Request(_list, Deferred), teacher, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_persons_word_about_a_text_of_a_later_call_is_not_asked_about_when_the_job_goes_on()
    {
        var corrected = Samples.Titles(12).ElementAt(11);
        using var interrupt = new CancellationTokenSource();
        var first = new FakeTeacher(_ => "Sales") { Delay = number => number == 1 ? interrupt.CancelAsync() : Task.CompletedTask };
        Assert.Equal(JobState.Interrupted, (await RunAsync(first, interrupt.Token)).Job.State);
        await _store.AppendAsync(
            [Answer.OfPerson(Samples.Question, TextKeys.Plain, corrected, "Other", "mira", DateTimeOffset.UnixEpoch)], TestContext.Current.CancellationToken);
        var second = new FakeTeacher(_ => "Sales");

        await RunAsync(second);

        Assert.DoesNotContain(corrected, second.AskedTexts);
        Assert.Contains($"{corrected}|Other|1|person", _list.Result!);
    }

    private JobRunner Runner() => new(_store, new RetryPolicy(), TimeProvider.System);

    private Task<JobOutcome> RunAsync(FakeTeacher teacher, CancellationToken? interrupt = null) =>
        Runner().RunAsync(Samples.Request(_list, Deferred), teacher, null, interrupt ?? TestContext.Current.CancellationToken);
}
