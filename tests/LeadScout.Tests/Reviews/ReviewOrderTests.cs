using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Reviews;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Reviews;

public sealed class ReviewOrderTests
{
    private static readonly Question Question = new("q", "Which?", TextTemplate.OfColumn("c"), [new Label("Sales"), new Label("Finance")]);

    private static readonly Dictionary<int, string> Nothing = [];

    [Fact]
    public void Doubt_counts_by_rows_and_the_undecided_are_doubtful_altogether()
    {
        LabelledText[] texts =
        [
            Text(
                "a",
                10,
                0,
                DecisionSource.Student,
                0.99), Text("b", 1, 0, DecisionSource.Student, 0.5), Text("c", 3, -1, DecisionSource.None, 0), Text("d", 5, 0,
                DecisionSource.Student, 0.8),
        ];
        Assert.Equal(["c", "d", "b", "a"], Walk(texts, Nothing).Select(item => texts[item.Text].Text));
    }

    [Fact]
    public void Conflicts_in_the_log_come_before_what_nobody_disputes()
    {
        var texts = Enumerable.Range(0, 30).Select(i => Text($"vertrieb {i}", 1, 0, DecisionSource.Teacher, 1)).ToArray();
        Assert.Equal(
            (17, "somebody said Finance"),
            Walk(texts, new() { [17] = "somebody said Finance" })[0] is var first ? (first.Text, first.Because) : default);
    }

    [Fact]
    public void An_answer_is_learned_at_once()
    {
        // Two kinds of texts in doubt; what a person says about some of the one kind makes the rest of it more doubtful than the other.
        LabelledText[] texts =
        [
            .. Enumerable.Range(0, 40).Select(
                i => Text(i % 2 == 0 ? $"vertrieb nord {i}" : $"buchhaltung west {i}", 1, i % 2, DecisionSource.Teacher, 1)),
            .. Enumerable.Range(0, 40).Select(
                i => Text(i % 2 == 0 ? $"leiter vertrieb {i}" : $"leiter buchhaltung {i}", 1, i % 2, DecisionSource.Student, 0.9)),
        ];
        var order = new ReviewOrder([.. texts], Question, new Dictionary<int, int>(), Nothing);
        for (var i = 0; i < 12; i++)
        {
            order.Learn(40 + (2 * i) + 1, 0);
        }

        Assert.StartsWith("leiter buchhaltung", texts[order.Next()!.Text].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_said_is_shown_no_more_and_what_is_taken_back_is_shown_next()
    {
        var texts = Enumerable.Range(0, 5).Select(i => Text($"t{i}", 5 - i, 0, DecisionSource.Student, 0.5)).ToArray();
        var order = new ReviewOrder([.. texts], Question, new Dictionary<int, int> { [0] = 1 }, Nothing);
        order.Learn(1, 1);
        order.Skip(2);
        Assert.Equal(3, order.Next()!.Text);
        order.TakeBack(1);
        Assert.Equal(1, order.Next()!.Text);
        order.Learn(1, 0);
        Assert.Equal(3, order.Next()!.Text);
    }

    [Fact]
    public void What_texts_mean_shows_a_contradiction_that_their_words_do_not()
    {
        LabelledText[] texts =
        [
            .. Enumerable.Range(0, 120).Select(
                i => Text($"w{i * 7919 % 1000}", 1, i == 77 ? 0 : i % 2, DecisionSource.Teacher, 1)),
        ];
        var vectors = TextVectors.Of(4, [.. Enumerable.Range(0, 120).Select(i => Vector.Of(i % 2, 1 - (i % 2), i / 300f, 1))]);
        Assert.Equal(77, new ReviewOrder([.. texts], Question, new Dictionary<int, int>(), Nothing, vectors).Next()!.Text);
        Assert.NotEqual(77, new ReviewOrder([.. texts], Question, new Dictionary<int, int>(), Nothing).Next()!.Text);
    }

    private static List<ReviewItem> Walk(LabelledText[] texts, Dictionary<int, string> conflicts)
    {
        var order = new ReviewOrder([.. texts], Question, new Dictionary<int, int>(), conflicts);
        var walked = new List<ReviewItem>();
        while (order.Next() is { } item)
        {
            walked.Add(item);
            order.Skip(item.Text);
        }

        return walked;
    }

    private static LabelledText Text(string text, long rows, int label, DecisionSource source, double confidence) =>
        new(text, TextKey.Of(text), rows, label, source, confidence);
}
