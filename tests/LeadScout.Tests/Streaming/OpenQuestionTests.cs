using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.StoreKit;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Streaming;

/// <summary>Corrections through a client, whatever becomes of the question that it has open.</summary>
public sealed class OpenQuestionTests
{
    private readonly InMemoryStore _store = new();
    private readonly FakeTeacher _teacher = new(_ => "Other");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_correction_that_the_log_has_from_elsewhere_counts_at_once()
    {
        await using var scout = new LeadScoutClient(_teacher, _store);
        await scout.ClassifyAsync(Samples.Question, "Growth Hacker", Stop);
        await _store.AppendAsync(
            [Answer.OfPerson(Samples.Question, TextKeys.Plain, "Growth Hacker", "Sales", "mira", DateTimeOffset.UnixEpoch)], Stop);

        await scout.CorrectAsync(Samples.Question, "Growth Hacker", "Sales", "mira", Stop);

        Assert.Equal(DecisionSource.Person, (await scout.ClassifyAsync(Samples.Question, "Growth Hacker", Stop)).Source);
    }

    [Fact]
    public async Task A_stream_hears_of_corrections_after_its_question_was_opened_anew()
    {
        await using var scout = new LeadScoutClient(_teacher, _store);
        await scout.ClassifyAsync(Samples.Question, "Growth Hacker", Stop);
        var corrected = new TaskCompletionSource();
        await using var rows = scout.ClassifyAsync(Samples.Question, TitlesAsync(corrected.Task), title => title, Stop).GetAsyncEnumerator(Stop);
        await rows.MoveNextAsync();

        await scout.ForgetAsync(["VP Sales"], Stop);
        await scout.CorrectAsync(Samples.Question, "Growth Hacker", "Sales", "mira", Stop);
        corrected.SetResult();

        Assert.True(await rows.MoveNextAsync());
        Assert.Equal(("Sales", DecisionSource.Person), (rows.Current.Result.Label, rows.Current.Result.Source));
    }

    [Fact]
    public async Task What_was_forgotten_is_not_said_even_if_somebody_else_had_taken_it_away_before()
    {
        await using var scout = new LeadScoutClient(_teacher, _store);
        await scout.CorrectAsync(Samples.Question, "Growth Hacker", "Sales", "mira", Stop);
        await _store.ForgetAsync(Forgetting.Texts([TextKeys.Plain.Of("Growth Hacker")]), Stop);

        await scout.ForgetAsync(["Growth Hacker"], Stop);

        Assert.Equal(DecisionSource.Teacher, (await scout.ClassifyAsync(Samples.Question, "Growth Hacker", Stop)).Source);
    }

    [Fact]
    public async Task A_stream_that_is_being_read_says_nothing_that_was_forgotten()
    {
        await using var scout = new LeadScoutClient(_teacher, _store);
        await scout.CorrectAsync(Samples.Question, "Growth Hacker", "Sales", "mira", Stop);
        var forgotten = new TaskCompletionSource();
        await using var rows = scout.ClassifyAsync(Samples.Question, TitlesAsync(forgotten.Task), title => title, Stop).GetAsyncEnumerator(Stop);
        await rows.MoveNextAsync();

        await scout.ForgetAsync(["Growth Hacker"], Stop);
        forgotten.SetResult();

        Assert.True(await rows.MoveNextAsync());
        Assert.Equal(("Other", DecisionSource.Teacher), (rows.Current.Result.Label, rows.Current.Result.Source));
    }

    [Fact]
    public async Task A_stream_asks_nothing_more_once_its_client_is_disposed_of()
    {
        var scout = new LeadScoutClient(_teacher, _store);
        var more = new TaskCompletionSource();
        await using var rows = scout.ClassifyAsync(Samples.Question, TitlesAsync(more.Task), title => title, Stop).GetAsyncEnumerator(Stop);
        await rows.MoveNextAsync();
        var next = rows.MoveNextAsync();

        await scout.DisposeAsync();
        more.SetResult();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await next);
        Assert.Equal(["VP Sales"], _teacher.AskedTexts);
    }

    private static async IAsyncEnumerable<string> TitlesAsync(Task goesOn)
    {
        yield return "VP Sales";
        await goesOn;
        yield return "Growth Hacker";
    }
}
