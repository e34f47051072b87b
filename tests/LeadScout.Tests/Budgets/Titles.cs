using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Tests.Budgets;

/// <summary>A fixed list of job titles with their departments, made up of parts: the same on every machine.</summary>
internal static class Titles
{
    private static readonly string[] Ranks =
        ["head of", "senior", "junior", "vice president", "assistant", "interim", "group", "regional", "deputy", "lead"];
    private static readonly (string Word, string Label)[] Fields =
    [
        ("sales", "Sales"), ("key account", "Sales"), (
            "business development", "Sales"), ("marketing", "Marketing"), ("brand", "Marketing"), ("campaign", "Marketing"),
        ("accounting", "Finance"), (
            "controlling",
            "Finance"), ("treasury", "Finance"), ("payroll", "Finance"), ("software", "IT"), ("network", "IT"), ("database", "IT"),
    ];

    private static readonly string[] Roles = ["manager", "specialist", "director", "consultant", "officer", "coordinator", "analyst"];

    public static Question Question { get; } = new(
        "department", "Which department?", TextTemplate.OfColumn("Title"), [new("Sales"), new("Marketing"), new("Finance"), new("IT")]);

    /// <summary>All of them, 910, in an order that mixes the parts.</summary>
    public static string[] All { get; } =
    [
        .. Enumerable.Range(0, Ranks.Length * Fields.Length * Roles.Length)
            .Select(i => i * 577 % (Ranks.Length * Fields.Length * Roles.Length))
            .Select(
                i => $"{Ranks[i % Ranks.Length]} {Fields[i / Ranks.Length % Fields.Length].Word} {Roles[i / Ranks.Length / Fields.Length]}"),
    ];

    public static string LabelOf(string title) => Fields.First(field => title.Contains($" {field.Word} ", StringComparison.Ordinal)).Label;

    public static Answer Answer(string title) => new()
    {
        Question = Question.Version,
        Key = TextKey.Of(title),
        Text = title,
        Label = LabelOf(title),
        Source = AnswerSource.Teacher,
        By = "fake:teacher",
        At = DateTimeOffset.UnixEpoch,
    };
}
