using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Questions;

public sealed class QuestionTests
{
    private static readonly TextTemplate Title = TextTemplate.Parse("{Title}");

    [Fact]
    public void The_version_follows_what_the_teacher_is_told()
    {
        var question = new Question("q", "Which?", Title, [new Label("A"), new Label("B")]);

        Assert.Equal(
            question.Version,
            new Question("other", "Which?", TextTemplate.Parse("{X} {Y}"), [new Label("A"), new Label("B")], [Rule.OfWords("A", ["a"])]).Version);
        Assert.NotEqual(question.Version, new Question("q", "Which one?", Title, [new Label("A"), new Label("B")]).Version);
        Assert.NotEqual(question.Version, new Question("q", "Which?", Title, [new Label("B"), new Label("A")]).Version);
        Assert.NotEqual(question.Version, new Question("q", "Which?", Title, [new Label("A", "first"), new Label("B")]).Version);
    }

    [Fact]
    public void Doubled_labels_are_refused_by_name() =>
        Assert.Contains("'A' twice", Refused([new Label("A"), new Label("A")]), StringComparison.Ordinal);

    [Fact]
    public void One_label_is_no_choice() => Assert.Contains("at least two", Refused([new Label("A")]), StringComparison.Ordinal);

    [Fact]
    public void A_rule_for_an_unknown_label_is_refused_and_told_the_labels() =>
        Assert.Contains(
            "'C', which is none of its labels: A, B",
            Refused([new Label("A"), new Label("B")], Rule.OfWords("C", ["c"])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("vp sales emea", 0)]
    [InlineData("salesforce admin", -1)]
    [InlineData("head of growth", 1)]
    [InlineData("the head of", 1)]
    [InlineData("it-sales", 0)]
    [InlineData("cto", 1)]
    public void The_first_matching_rule_decides_on_whole_words(string text, int label)
    {
        var rules = new[] { Rule.OfWords("A", ["Sales"]), Rule.OfWords("B", ["head  of"]), Rule.OfExpression("B", "^c[te]o$") };
        Assert.Equal(label, new Question("q", "Which?", Title, [new Label("A"), new Label("B")], rules).LabelByRule(text));
    }

    private static string Refused(Label[] labels, params Rule[] rules) =>
        Assert.Throws<ArgumentException>(() => new Question("q", "Which?", Title, labels, rules)).Message;
}
