using System.Collections.Immutable;
using LeadScout.Application.Reports;
using LeadScout.Cli.Progress;
using LeadScout.Jobs;
using LeadScout.Statistics;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>What the audits of a list's own labels came to, for a person.</summary>
internal static class CertifiedText
{
    private const int MostConfusions = 10;
    private const int MostExamples = 2;

    /// <param name="console">Where to.</param>
    /// <param name="certified">What it came to.</param>
    /// <param name="mistakes">The rows that were found.</param>
    /// <param name="isRecheck">Whether the labels are old decisions that were put to another teacher or in other words.</param>
    /// <param name="jobs">The command that shows all.</param>
    public static void Write(
        IAnsiConsole console, CertifiedList certified, ImmutableArray<LabelMistake> mistakes, bool isRecheck, string jobs)
    {
        foreach (var column in certified.Columns)
        {
            console.WriteLine();
            console.WriteLine($"Column '{column.Column}': {Verdict(certified, column, isRecheck)}");
            console.WriteLine($"  {Basis(certified, column, isRecheck)}");
            if (ByLabel(column) is { } byLabel)
            {
                console.WriteLine($"  {byLabel}");
            }

            if (!column.Confusions.IsEmpty)
            {
                console.Write(Confusions(column, [.. mistakes.Where(mistake => mistake.Column == column.Column)], isRecheck));
            }

            LabelText.Write(console, column.Labels, certified.Budget, jobs, "the verdict on the whole column");
        }

        console.WriteLine();
    }

    /// <summary>As in <c>PROVEN: with 95 % confidence at most 1.9 % of the 5,000 rows are wrong; allowed were 2 %.</c></summary>
    private static string Verdict(CertifiedList certified, CertifiedColumn column, bool isRecheck)
    {
        var wrong = isRecheck ? "would be decided otherwise" : "are wrong";
        var sure = $"with {Numbers.Stated(certified.Budget.Confidence)} confidence";
        var allowed = $"allowed {(certified.Budget.MaxError == 0 ? "was none" : $"were {Numbers.Stated(certified.Budget.MaxError)}")}";
        return (column.ListVerdict ?? column.Verdict) switch
        {
            ErrorVerdict.Proven =>
                $"PROVEN: {sure} at most {Numbers.Percent(column.UpperBound)} of {certified.Rows.Of("row")} {wrong}; {allowed}.",
            ErrorVerdict.Refuted =>
                $"REFUTED: {sure} at least {Floor(column.LowerBound)} of {certified.Rows.Of("row")} {wrong}; {allowed}.",
            _ => $"UNDECIDED: between {Floor(column.LowerBound)} and {Numbers.Percent(column.UpperBound)} of {certified.Rows.Of("row")} {wrong}, "
                + $"each end {sure}; {allowed}.",
        };
    }

    /// <summary>What became of the budgets by label; null without any.</summary>
    private static string? ByLabel(CertifiedColumn column) => !column.Labels.Any(label => label.HasBudget) ? null
        : LabelText.Missed(column.Labels, refuted: true) is { } refuted ? $"By label: REFUTED for {refuted}."
        : LabelText.Missed(column.Labels, refuted: false) is { } open ? $"By label: UNDECIDED for {open}."
        : "By label: PROVEN, every budget.";

    private static string Basis(CertifiedList certified, CertifiedColumn column, bool isRecheck)
    {
        var errors = isRecheck ? $"{column.AuditErrors.Text()} of them otherwise" : column.AuditErrors.Of("error");
        var parts = new List<string> { $"{column.Audits.Of("audit")}, {errors}" };
        Add(certified.KnownRows, "known before and counted");
        Add(column.UnknownLabelRows, "without a label of the question, counted as wrong");
        Add(certified.LeftOutRows, "left out, for want of a text or a label");
        if (column.WrongRows > 0)
        {
            parts.Add($"{column.WrongRows.Of("row")} found {(isRecheck ? "otherwise" : "wrong")}; with them corrected at most {Numbers.Percent(column.UpperBoundCorrected)}");
        }

        return string.Join("; ", parts) + ".";

        void Add(long rows, string what)
        {
            if (rows > 0)
            {
                parts.Add($"{rows.Of("row")} {what}");
            }
        }
    }

    private static Table Confusions(CertifiedColumn column, ImmutableArray<LabelMistake> mistakes, bool isRecheck)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(isRecheck ? "old" : "given");
        table.AddColumn(isRecheck ? "new" : "right");
        table.AddColumn(new TableColumn("texts") { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("rows") { Alignment = Justify.Right });
        table.AddColumn("as in");
        foreach (var confusion in column.Confusions.Take(MostConfusions))
        {
            var examples = mistakes.Where(mistake => (mistake.Given, mistake.Answer) == (confusion.Given, confusion.Answer))
                .Take(MostExamples)
                .Select(mistake => $"row {mistake.FirstRow.Text()}: {FindingsText.Shown(mistake.Text)}")
                .DefaultIfEmpty($"row {confusion.FirstRow.Text()}");
            table.AddRow(
                new Text(confusion.Given ?? "(no label of the question)"),
                new Text(confusion.Answer),
                new Text(confusion.Texts.Text()),
                new Text(confusion.Rows.Text()),
                new Text(string.Join(", ", examples)));
        }

        if (column.Confusions.Length > MostConfusions)
        {
            table.Caption($"and {(column.Confusions.Length - MostConfusions).Of("other pair")} of labels");
        }

        return table;
    }

    // A lower bound is never rounded up.
    private static string Floor(double share) => Numbers.Stated(Math.Floor(Math.Round(share * 10_000, 6)) / 10_000);
}
