using System.Globalization;
using LeadScout.Application.Patterns;
using LeadScout.Application.Reports;
using LeadScout.Files.Csv;
using LeadScout.Questions;
using LeadScout.Statistics;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>Patterns, for a person or as a table for a spreadsheet.</summary>
internal static class PatternText
{
    private const int LabelsShown = 3;

    public static void Write(IAnsiConsole console, PatternListDocument list, string database)
    {
        if (list.Patterns.Count == 0)
        {
            console.WriteLine(list.Answers == 0 ? $"Nothing was learned yet: there is no answer {(list.Teacher is { } by ? $"of {by} " : "")}to this question." : "No pattern matches.");
            return;
        }

        var table = new Table { Border = TableBorder.Simple }.AddColumns(
            "pattern", "answers", "evidence", "decisive for", "audits confirmed it", "");
        foreach (var line in list.Patterns)
        {
            table.AddRow(
            [
                new Text(line.Pattern),
                new Text(line.Answers.Text()),
                new Text(Evidence(line)),
                new Text(line.AppliedTexts == 0 ? "" : $"{line.AppliedTexts.Of("text")}, {line.AppliedRows.Of("row")}"),
                new Text(line.Audits.Audits == 0 ? "" : Audits(line.Audits)),
                new Text(line.Retired is null ? "" : "retired"),
            ]);
        }

        console.Write(table);
        if (list.Kinds.Any(kind => kind.Audits.Audits > 0))
        {
            WriteKinds(console, list.Kinds);
        }

        console.WriteLine($"{list.Patterns.Count.Text()} of {list.Matching.Of("pattern")} from {list.Answers.Of("answer")}. More: --limit N, --sort, --kind, --label. One of them: leadscout patterns show {(list.Patterns is [var first, ..] ? CommandWords.Argument(first.Pattern) : "PATTERN")} --question {CommandWords.Argument(list.Question)}{OptionWords.Database(database)}");
    }

    public static void Write(IAnsiConsole console, PatternDetailDocument detail)
    {
        var pattern = detail.Pattern;
        console.WriteLine($"{pattern.Pattern}{(pattern.Retired is { } retired ? $", {Said(retired)}" : "")}");
        console.WriteLine($"  question      {detail.Question}");
        console.WriteLine($"  evidence      {string.Join(", ", pattern.Evidence.OrderByDescending(label => label.Value).Select(label => $"{label.Key} {label.Value.Text()}"))} (of {pattern.Answers.Of("answer")})");
        console.WriteLine($"  audits        {(pattern.Audits.Audits == 0 ? "none was about it" : "confirmed it in " + Audits(pattern.Audits))}");
        console.WriteLine($"  decisive for  {pattern.AppliedTexts.Of("text")}, {pattern.AppliedRows.Of("row")} that were not asked");
        foreach (var job in detail.Jobs)
        {
            console.WriteLine($"    job {job.Job}  {job.Input} ({job.State}): {job.Texts.Of("text")}, {job.Rows.Of("row")}");
        }

        console.WriteLine($"  comes from    {pattern.Answers.Of("answer")}");
        foreach (var origin in detail.From)
        {
            var call = origin.Call is { } number ? $", call {number}" : "";
            var job = origin.Job is { } id ? $", job {id}" : "";
            console.WriteLine($"    {origin.Position}  {origin.Text}: {origin.Label}, {origin.By}, {Moment(origin.At)}{call}{job}");
        }

        if (pattern.Answers > detail.From.Count)
        {
            console.WriteLine($"    and {(pattern.Answers - detail.From.Count).Text()} more");
        }

        foreach (var verdict in detail.Verdicts)
        {
            console.WriteLine($"  {Said(verdict)}");
        }
    }

    public static void WriteCsv(TextWriter writer, PatternListDocument list, Question question) => CsvTable.Write(
        writer,
        [
            "pattern", "kind", "answers", .. question.Labels.Select(label => $"answers: {label.Name}"), "strength", "applied_texts", "applied_rows", "audits", "confirmed",
            "confirmed_lower", "confirmed_upper", "retired_by", "retired_at",
        ],
        list.Patterns.Select(line => (string[])
        [
            line.Pattern, line.Kind, Plain(line.Answers), .. question.Labels.Select(
                label => Plain(line.Evidence.GetValueOrDefault(label.Name))), Plain(line.Strength),
            Plain(line.AppliedTexts), Plain(line.AppliedRows), Plain(line.Audits.Audits), Plain(
                line.Audits.Confirmed), Plain(line.Audits.Lower), Plain(line.Audits.Upper),
            line.Retired?.By ?? "", line.Retired?.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "",
        ]));

    private static void WriteKinds(IAnsiConsole console, IReadOnlyList<KindDocument> kinds)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("kind", "alone it finds the LLM's label of audited texts");
        foreach (var kind in kinds)
        {
            table.AddRow(new Text(kind.Kind), new Text(kind.Audits.Audits == 0 ? "of none" : Audits(kind.Audits)));
        }

        console.Write(table);
    }

    private static string Said(VerdictDocument verdict) => $"{verdict.Verdict} by {verdict.By} on {Moment(verdict.At)}";

    private static string Evidence(PatternLineDocument line)
    {
        var labels = line.Evidence.OrderByDescending(label => label.Value).Select(label => $"{label.Key} {label.Value.Text()}").ToArray();
        return string.Join(", ", labels.Take(LabelsShown)) + (labels.Length > LabelsShown ? ", ..." : "");
    }

    /// <summary>As in <c>12 of 12 (0.735 to 1)</c>.</summary>
    private static string Audits(AuditRecordDocument record) =>
        $"{record.Confirmed.Text()} of {record.Audits.Text()} ({Plain(record.Lower)} to {Plain(record.Upper)} at 95 %)";

    private static string Plain(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
