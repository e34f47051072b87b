using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs;

namespace LeadScout.Cli.Reports;

/// <summary>The certificate in one sentence.</summary>
internal static class CertificateText
{
    public static string Of(JobReport report)
    {
        var certificate = report.Certificate;
        var budget = $"{Numbers.Stated(certificate.Budget.MaxError)} at {Numbers.Stated(certificate.Budget.Confidence)} confidence";
        if (LabelText.Missed(certificate) is { } missed && certificate.UpperBound <= certificate.Budget.MaxError)
        {
            return $"NOT reached for {missed}; of all rows at most {Numbers.Percent(certificate.UpperBound)} may differ from the LLM (allowed were {budget}).";
        }

        if (!certificate.Holds)
        {
            return $"NOT reached: up to {Numbers.Percent(certificate.UpperBound)} of the rows may differ from the LLM; wanted were at most {budget}.";
        }

        return (report.RowsBySource.GetValueOrDefault(DecisionSource.Student), report.UndecidedRows.Keys.Any(IsUnreached)) switch
        {
            (0, false) => "holds: every label is the LLM's own answer to that text, a person's, or a rule's." + Failed(report),
            (0, true) => $"holds although the job is not finished: the rows not reached are {Numbers.Percent(certificate.UpperBound)}, all counted as wrong."
                + Failed(report),
            _ => $"holds: with {Numbers.Stated(certificate.Budget.Confidence)} confidence at most {Numbers.Percent(certificate.UpperBound)} of the rows differ from the "
                + $"LLM ({certificate.Audits.Of("audit")}, {certificate.AuditErrors.Of("error")}; allowed were {Numbers.Stated(certificate.Budget.MaxError)})." + Failed(report),
        };
    }

    private static bool IsUnreached(UndecidedReason reason) => reason is UndecidedReason.OutOfMoney or UndecidedReason.NotAsked;

    private static string Failed(JobReport report) => NotAnswered(report) + Kept(report);

    private static string Kept(JobReport report) => report.KeptRows > 0
        ? $" That is about the {(report.Rows - report.KeptRows).Of("row")} decided here; no audit covers the {report.KeptRows.Of("row")} that kept their label."
        : "";

    private static string NotAnswered(JobReport report) => report.UndecidedRows.GetValueOrDefault(UndecidedReason.Failed) is > 0 and var rows
        ? $" Not counted: {rows.Of("row")} without a label, because the LLM gave none."
        : "";
}
