using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>Says once, where they first stand in a report, what the words mean that a newcomer can't know.</summary>
internal static class TermsText
{
    /// <summary>Says those that stand in the report of a job; a report whose rows were all answered has none.</summary>
    public static void Write(IAnsiConsole console, JobReport report)
    {
        if (report.Certified is not null)
        {
            Write(console, ("audit", $"{KeyTerms.AuditOfLabel}; see {KeyTerms.Page}"));
            return;
        }

        JobReport[] parts = [report, .. report.Questions.Select(question => question.Report)];
        if (parts.Any(HasTerms))
        {
            Write(
                console,
                ("student", KeyTerms.Student),
                ("audit", KeyTerms.Audit),
                ("certificate", $"{KeyTerms.Certificate(report.Certificate.Budget.Confidence)}; see {KeyTerms.Page}"));
        }
    }

    private static bool HasTerms(JobReport report) =>
        report.RowsBySource.GetValueOrDefault(DecisionSource.Student) > 0 || report.Certificate.Audits > 0 || !report.Certificate.Holds;

    private static void Write(IAnsiConsole console, params ReadOnlySpan<(string Name, string Meaning)> terms)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).AddColumn();
        var quiet = new Style(Color.Grey);
        foreach (var (name, meaning) in terms)
        {
            grid.AddRow(new Text(name, quiet), new Text(meaning, quiet));
        }

        console.Write(grid);
        console.WriteLine();
    }
}
