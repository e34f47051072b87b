using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Files.AnswerFiles;

/// <summary>
/// An answer as one record of a CSV. Spreadsheets run a cell that begins with one of <c>= + - @</c>, a tab or a carriage return as a
/// formula: such a cell, and one that begins with an apostrophe, is written with an apostrophe before it, which reading takes away.
/// </summary>
internal static class AnswerColumns
{
    private const string Guarded = "=+-@\t\r'";

    /// <summary>The columns, in their order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "question", "version", "text", "key", "keyed_under", "label", "source", "by", "at", "job", "call", "audit_student_label", "audit_probability",
        "taken_back_by", "taken_back_at",
    ];

    /// <summary>The cells of a record.</summary>
    public static ImmutableArray<string> Of(AnswerLine line) =>
    [
        Guard(line.Question), line.Version
            ?? "", Guard(line.Text), line.Key
            ?? "", line.KeyedUnder
            ?? "", Guard(line.Label), line.Source
            ?? "", Guard(line.By),
        line.At ?? "", line.Job ?? "", line.Call?.ToString(CultureInfo.InvariantCulture) ?? "", Guard(line.AuditStudentLabel),
        line.AuditProbability?.ToString("R", CultureInfo.InvariantCulture) ?? "", Guard(line.TakenBackBy), line.TakenBackAt ?? "",
    ];

    /// <summary>A record, from the value of each column by name; null for a column that the file does not have.</summary>
    /// <exception cref="FormatException">A number is none.</exception>
    public static AnswerLine Parse(Func<string, string?> value)
    {
        return new AnswerLine
        {
            Question = Bare("question"),
            Version = Plain("version"),
            Text = Bare("text"),
            Key = Plain("key"),
            KeyedUnder = Plain("keyed_under"),
            Label = Bare("label"),
            Source = Plain("source"),
            By = Bare("by"),
            At = Plain("at"),
            Job = Plain("job"),
            Call = Number<long>("call", "a number from 1"),
            AuditStudentLabel = Bare("audit_student_label"),
            AuditProbability = Number<double>("audit_probability", "a number above 0 up to 1"),
            TakenBackBy = Bare("taken_back_by"),
            TakenBackAt = Plain("taken_back_at"),
        };

        string? Plain(string column) => value(column) is { Length: > 0 } cell ? cell : null;

        string? Bare(string column) => Plain(column) is { } cell ? Unguard(cell) : null;

        T? Number<T>(string column, string allowed)
            where T : struct, INumber<T> => Plain(column) is not { } cell ? null
            : T.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"the {column} can't be '{cell}'. Allowed: {allowed}");
    }

    private static string Guard(string? text) =>
        text is null ? "" : text.Length > 0 && Guarded.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Unguard(string cell) => cell[0] == '\'' ? cell[1..] : cell;
}
