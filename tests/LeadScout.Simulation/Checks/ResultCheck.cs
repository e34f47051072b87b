using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Simulation.Checks;

/// <summary>Holds a result against the list and the log.</summary>
internal sealed class ResultCheck(JobRequest request, ImmutableArray<ImmutableArray<string>> rows, IReadOnlyList<ImmutableArray<string>> result)
{
    private static readonly HashSet<string> Sources =
    [
        "person", "exact", "rule", "student", "teacher", "student:uncertified",
        "undecided:blank", "undecided:failed", "undecided:out-of-money", "undecided:not-asked", "undecided:too-long",
    ];

    private const int ColumnsPerQuestion = 3;

    private int Columns => rows[0].Length;

    /// <summary>Every row of the list is there once, untouched, with a label of the question or a reason why not.</summary>
    public void CheckShape()
    {
        var expected = (int)Math.Min(rows.Length, request.Settings.Limit ?? long.MaxValue);
        Violation.Unless(result.Count == expected, "rows in = rows out", $"{result.Count} rows of {expected}.");
        for (var row = 0; row < expected; row++)
        {
            Violation.Unless(result[row].Take(Columns).SequenceEqual(rows[row]), "rows in = rows out", $"Row {row + 1} is another one.");
            foreach (var (index, question) in request.Questions.Index())
            {
                var (label, source) = CellsOf(row, index);
                Violation.Unless(
                    Sources.Contains(source) && (question.IndexOf(label) >= 0) != source.StartsWith("undecided", StringComparison.Ordinal),
                    "the world is closed",
                    $"Row {row + 1}: '{label}' by '{source}' to {question.Name}.");
            }
        }
    }

    /// <summary>Rows by source are what the report says.</summary>
    public void CheckCounts(JobReport report)
    {
        foreach (var (source, count) in report.RowsBySource)
        {
            var written = result.Indices().Sum(row => request.Questions.Indices().Count(
                question => CellsOf(row, question).Source.Equals(source.ToString(), StringComparison.OrdinalIgnoreCase)));
            ReportCheck.Same(count, written, "the report says what the result holds", $"rows by {source}");
        }
    }

    /// <summary>What a label is said to rest on is in the log, and counts.</summary>
    /// <param name="log">The log.</param>
    /// <param name="teacher">Whose answers count.</param>
    /// <param name="second">Whose count where that one has none.</param>
    /// <param name="isFirst">Whether it is the LLM's first word that counts: not where it says now this, now that.</param>
    public async Task CheckEvidenceAsync(IAnswerLog log, string teacher, string? second, bool isFirst)
    {
        const string Live = "every label rests on evidence that is there";
        for (var row = 0; row < result.Count; row++)
        {
            foreach (var (index, question) in request.Questions.Index())
            {
                var (label, source) = CellsOf(row, index);
                var text = TextOf(row, question);
                var answers = (await log.FindAsync(question.Version, TextKey.Of(text))).Where(answer => answer.Retracted is null).ToArray();
                var person = answers.LastOrDefault(answer => answer.Source == AnswerSource.Person);
                Violation.Unless(
                    source switch
                    {
                        "person" => person?.Label == label,
                        "teacher" or "exact" => isFirst
                            ? AnswerPrecedence.OfTeachers(answers, second is null ? [teacher] : [teacher, second])?.Label == label
                            : answers.Any(answer => (answer.By == teacher || answer.By == second) && answer.Label == label),
                        "rule" => question.LabelByRule(TextNormaliser.Normalise(text)) == question.IndexOf(label),
                        _ => true,
                    },
                    Live,
                    $"Row {row + 1}: '{label}' by {source}; the log says {string.Join(", ", answers.Select(answer => $"'{answer.Label}' by {answer.By}"))}.");
                Violation.Unless(
                    person is null || source == "person" || source.StartsWith("undecided", StringComparison.Ordinal) && source != "undecided:failed",
                    "a person has the last word",
                    $"Row {row + 1}: '{label}' by {source}, and {person?.By} said '{person?.Label}'.");
            }
        }
    }

    /// <summary>Rows that the student decided otherwise than the LLM would have.</summary>
    public int WrongRows(int question, Func<string, string> truth) => result.Indices().Count(row =>
        CellsOf(row, question) is ({ } label, "student") && label != truth(TextOf(row, request.Questions[question])));

    private (string Label, string Source) CellsOf(int row, int question) =>
        (result[row][Columns + (ColumnsPerQuestion * question)], result[row][Columns + (ColumnsPerQuestion * question) + 2]);

    private string TextOf(int row, Question question)
    {
        var text = question.Text.Columns is ["Title", "City"] ? $"{rows[row][0]} {rows[row][1]}" : rows[row][0];
        return text.Length > request.Settings.MaxText ? text[..request.Settings.MaxText] : text;
    }
}
