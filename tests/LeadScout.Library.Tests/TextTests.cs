using LeadScout.Answers;
using LeadScout.Classifiers;
using Xunit;

namespace LeadScout.Library.Tests;

public sealed class TextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_asked_once_whoever_asks_and_however_often()
    {
        await using var bench = new Bench();
        await using (var scout = bench.Open())
        {
            var first = await scout.ClassifyAsync(Bench.Department, "VP Sales", Stop);
            var second = await scout.ClassifyAsync(Bench.Department, "vp  SALES", Stop);

            Assert.Equal(("Sales", DecisionSource.Teacher, 1), (first.Label, first.Source, first.Confidence));
            Assert.Equal(("Sales", DecisionSource.Exact), (second.Label, second.Source));
        }

        await using (var later = bench.Open())
        {
            Assert.Equal(DecisionSource.Exact, (await later.ClassifyAsync(Bench.Department, "VP Sales", Stop)).Source);
        }

        Assert.Equal(1, bench.Chat.Calls);
    }

    [Fact]
    public async Task A_correction_counts_at_once_and_in_the_next_process()
    {
        await using var bench = new Bench();
        await using (var scout = bench.Open())
        {
            Assert.Equal("Other", (await scout.ClassifyAsync(Bench.Department, "Growth Hacker", Stop)).Label);
            await scout.CorrectAsync(Bench.Department, "Growth Hacker", "sales", by: "me", Stop);
            await scout.CorrectAsync(Bench.Department, "Growth Hacker", "Sales", by: "me", Stop);

            var corrected = await scout.ClassifyAsync(Bench.Department, "growth hacker", Stop);
            Assert.Equal(("Sales", DecisionSource.Person), (corrected.Label, corrected.Source));
            Assert.Equal("me", Assert.IsType<Why.Answered>((await scout.ExplainAsync(Bench.Department, "Growth Hacker", Stop)).Why).By);
        }

        await using var later = bench.Open();
        Assert.Equal(DecisionSource.Person, (await later.ClassifyAsync(Bench.Department, "Growth Hacker", Stop)).Source);
    }

    [Theory]
    [InlineData("VP Sales", "Marketing", "me", "'Marketing' is no label of the question 'department'. Its labels are: Sales, IT, Other.")]
    [InlineData(" ", "Sales", "me", "text")]
    [InlineData("VP Sales", "Sales", " ", "by")]
    public async Task A_correction_that_cannot_be_is_refused_and_says_why(string text, string label, string by, string words)
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => scout.CorrectAsync(Bench.Department, text, label, by, Stop));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_explained_asks_nobody()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();

        var nothing = await scout.ExplainAsync(Bench.Department, "VP Sales", Stop);
        Assert.Equal((null, UndecidedReason.NotAsked), (nothing.Label, nothing.Decision.Reason));
        Assert.Equal(0, bench.Chat.Calls);
    }

    [Fact]
    public async Task What_is_forgotten_is_asked_again()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        await scout.ClassifyAsync(Bench.Department, "VP Sales", Stop);

        Assert.Equal(new Forgotten(1, 1, 0), await scout.ForgetAsync(["VP SALES"], Stop));
        Assert.Equal(new Forgotten(0, 0, 0), await scout.ForgetAsync([], Stop));
        Assert.Equal(DecisionSource.Teacher, (await scout.ClassifyAsync(Bench.Department, "VP Sales", Stop)).Source);
        Assert.Equal(2, bench.Chat.Calls);
    }

    [Fact]
    public async Task A_blank_text_is_undecided_and_costs_nothing()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();

        Assert.Equal(UndecidedReason.Blank, (await scout.ClassifyAsync(Bench.Department, "  ", Stop)).Decision.Reason);
        Assert.Equal(0, bench.Chat.Calls);
    }

    [Fact]
    public async Task Who_has_left_pays_nothing()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var gone = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scout.ClassifyAsync(Bench.Department, "VP Sales", gone));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scout.LabelAsync(Bench.Department, ["VP Sales"], title => title, cancellationToken: gone));
        Assert.Equal(0, bench.Chat.Calls);
    }

    [Fact]
    public async Task A_call_that_is_out_when_the_client_is_disposed_of_is_kept()
    {
        var (out_, home) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var bench = new Bench
        {
            Chat = new FakeChatClient(Bench.DepartmentOf)
            {
                Before = _ =>
                {
                    out_.TrySetResult();
                    return home.Task;
                },
            },
        };
        var scout = bench.Open();
        using var leaving = new CancellationTokenSource();
        var asked = scout.ClassifyAsync(Bench.Department, "VP Sales", leaving.Token);
        await out_.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        var disposing = scout.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        home.SetResult();
        await disposing;

        await using var later = bench.Open();
        Assert.Equal(DecisionSource.Exact, (await later.ClassifyAsync(Bench.Department, "VP Sales", Stop)).Source);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scout.ClassifyAsync(Bench.Department, "VP Sales", Stop));
    }

    [Fact]
    public async Task Many_questions_are_asked_at_once_and_each_knows_its_own_answers()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var questions = Enumerable.Range(0, 8)
            .Select(i => LeadScout.Questions.Question.Ask($"q{i}", $"Question {i}: which department?", "Sales", "IT", "Other"))
            .ToArray();

        var decided = await Task.WhenAll(
            from question in questions
            from title in new[] { "VP Sales", "Engineer", "VP Sales", "Gardener" }
            select scout.ClassifyAsync(question, title, Stop));

        Assert.All(decided, one => Assert.True(one.Decision.IsDecided));
        Assert.Equal(8 * 3, bench.Chat.Asked.Count);
    }
}
