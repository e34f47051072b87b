using System.Collections.Immutable;
using LeadScout.Application.Reports;
using LeadScout.Statistics;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>What is proven about each label, as a table: the largest labels first, and those with budgets before all others.</summary>
internal static class LabelText
{
    private const int MostLines = 10;

    // A bound of more says hardly anything.
    private const double Telling = 0.5;

    /// <summary>Draws the table, unless there is nothing to say: where the student decided nothing, every row is right.</summary>
    public static void Write(IAnsiConsole console, Certificate certificate, string jobs) =>
        Write(console, certificate.Labels, certificate.Budget, jobs, "the certificate of the whole list");

    /// <summary>The same for labels that were given.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="labels">What is proven.</param>
    /// <param name="budget">The whole list's.</param>
    /// <param name="jobs">The command that shows all.</param>
    /// <param name="whole">What holds beside, in words.</param>
    public static void Write(IAnsiConsole console, ImmutableArray<LabelCertificate> labels, ErrorBudget budget, string jobs, string whole)
    {
        var shown = labels.Where(label => label.HasBudget || label.StudentRows > 0).ToArray();
        var telling = shown.Where(label => label.HasBudget || Tells(label)).ToArray();
        if (telling.Length == 0)
        {
            return;
        }

        var lines = telling.OrderByDescending(label => label.HasBudget).ThenByDescending(label => label.Rows).ToArray();
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("label");
        foreach (var heading in (string[])["rows", "wrong at most", "found of all at least", "audits"])
        {
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
        }

        table.AddColumn("");
        foreach (var label in lines.Take(Math.Max(MostLines, lines.Count(line => line.HasBudget))))
        {
            table.AddRow(
                new Text(label.Label), new Text(label.Rows.Text()), new Text(Numbers.Percent(label.ErrorAtMost)), new Text(Recall(label)),
                new Text(label.Audits.Text()), new Text(BudgetOf(label), new Style(label.Holds ? Color.Grey : Color.Red)));
        }

        console.Write(table);
        console.WriteLine(
            $"  All lines of the table hold together with {Numbers.Stated(budget.Confidence)} confidence, {whole} with as much; all of it at once with {Numbers.Stated(Math.Max(0, (2 * budget.Confidence) - 1))}.");
        if (lines.Any(line => !line.HasBudget && line.ErrorAtMost > budget.MaxError))
        {
            console.WriteLine("  A line's bound says what its few audits can't rule out, not what they found: it is far above the whole list's where they are few.");
        }

        Rest(console, lines, [.. shown.Except(telling)], budget, jobs);
    }

    /// <summary>The labels whose budgets are not proven; null where all are.</summary>
    public static string? Missed(Certificate certificate) => Missed(certificate.Labels, false);

    /// <summary>The same; or of labels that were given, those whose budgets are refuted.</summary>
    public static string? Missed(ImmutableArray<LabelCertificate> labels, bool refuted) => labels.Where(label => refuted ? label.IsRefuted : !label.Holds).ToArray() is { Length: > 0 } missed
        ? string.Join(" and ", missed.Select(label => $"the label {label.Label} ({Wanted(label)})"))
        : null;

    private static void Rest(IAnsiConsole console, LabelCertificate[] lines, LabelCertificate[] silent, ErrorBudget budget, string jobs)
    {
        var folded = lines.Length - Math.Max(MostLines, lines.Count(line => line.HasBudget));
        if (folded > 0)
        {
            console.WriteLine($"  {folded.Of("more label")}: {jobs} --format json");
        }

        if (silent.Length > 0)
        {
            var example = silent.OrderByDescending(label => label.Rows).First();
            var cost = example.AsksToKnow is { } asks
                ? $", as in --max-error \"{example.Label}={Numbers.Stated(budget.MaxError).Replace(" ", "", StringComparison.Ordinal)}\": about {asks.Of("text")} more"
                : "";
            console.WriteLine(
                $"  Too few audits to say anything about {silent.Length.Of("other label")} of {silent.Sum(label => label.Rows).Of("row")}. To know, give a label a budget{cost}.");
        }
    }

    private static bool Tells(LabelCertificate label) => label.ErrorAtMost < Telling || label.RecallAtLeast > 1 - Telling;

    private static string Recall(LabelCertificate label) => Numbers.Percent(Math.Floor(label.RecallAtLeast * 10_000) / 10_000);

    private static string BudgetOf(LabelCertificate label) => !label.HasBudget ? ""
        : $"{(label.Holds ? "proven" : label.IsRefuted ? "REFUTED" : "NOT proven")}: {Wanted(label)}{(label.AskedForBudget > 0 ? $"; {label.AskedForBudget.Of("text")} asked for it" : "")}";

    /// <summary>As in <c>at most 1 % wrong, at least 95 % found</c>; empty without a budget.</summary>
    public static string Wanted(double? maxError, double? minRecall) => string.Join(
        ", ",
        new[]
        {
            maxError is { } error ? $"at most {Numbers.Stated(error)} wrong" : null,
            minRecall is { } recall ? $"at least {Numbers.Stated(recall)} found" : null,
        }.OfType<string>());

    private static string Wanted(LabelCertificate label) => Wanted(label.MaxError, label.MinRecall);
}
