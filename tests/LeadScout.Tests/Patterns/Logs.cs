using CsCheck;
using LeadScout.Answers;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;

namespace LeadScout.Tests.Patterns;

/// <summary>Answer logs over a few overlapping titles, and the whole state of a book as text.</summary>
internal static class Logs
{
    private static readonly string[] Titles =
        ["Head of Sales", "Sales Manager", "Leiter Vertrieb", "Vertriebs-Leiter", "head of  sales", "Мюллер", "Müller", "CEO", "Marketing Manager", "  "];

    public static Gen<Answer[]> Any { get; } =
        Gen.Select(Gen.Int[0, Titles.Length - 1], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[-3, 2])
            .Select((title, label, source, student) => Of(Titles[title], label, person: source == 0, student: source == 0 ? -1 : student))
            .Array[0, 30]
            .Select(answers => answers.Select((answer, i) => answer with { Position = i + 1 }).ToArray());

    public static Answer Of(string text, int label, bool person = false, int student = -1, long position = 0) => new()
    {
        Position = position,
        Question = Samples.Question.Version,
        Key = TextKey.Of(text),
        Text = text,
        Label = Samples.Question.Labels[label].Name,
        Source = person ? AnswerSource.Person : AnswerSource.Teacher,
        By = person ? "anna" : "recorded:x",
        At = DateTimeOffset.UnixEpoch,
        Audit = student < 0 ? null : new AuditMark(Samples.Question.Labels[student].Name, 0.1),
    };

    public static PatternVerdict Verdict(string pattern, bool retired, long position = 0) =>
        new() { Position = position, Question = Samples.Question.Version, Pattern = pattern, Retired = retired, By = "anna", At = DateTimeOffset.UnixEpoch };

    public static PatternBook Book(params IEnumerable<Answer> answers)
    {
        var book = new PatternBook(Samples.Question);
        foreach (var answer in answers)
        {
            book.Fold(answer);
        }

        return book;
    }

    public static string State(PatternBook book) =>
        string.Join(
            '\n',
            book.All().Select(Line).Concat(book.TrustByKind().Select(trust => trust.ToString())).Prepend($"{book.Count} patterns, {book.TextCount} texts"));

    private static string Line(Pattern p) =>
        $"{p.Name} {p.Kind} {p.Texts} [{string.Join(' ', p.Answers)}] [{string.Join(' ', p.Origins)}] {p.AppliedTexts} {p.AppliedRows} {p.Confirmed} {p.Contradicted}";
}
