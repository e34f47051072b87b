using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs;

namespace LeadScout.Server.Dashboard.Jobs;

/// <summary>The certificate as anyone understands it.</summary>
internal static class CertificateWording
{
    /// <summary>What is promised, and whether it holds.</summary>
    public static (string Title, string Says, string Tone) Of(JobReport report)
    {
        var certificate = report.Certificate;
        var sure = Numbers.Stated(certificate.Budget.Confidence);
        var wrong = (long)Math.Floor(certificate.UpperBound * report.Rows + 1e-6);
        if (!certificate.Holds && certificate.UpperBound <= certificate.Budget.MaxError)
        {
            var missed = string.Join(", ", certificate.Labels.Where(label => !label.Holds).Select(label => label.Label));
            return ("Not reached", $"What was wanted of single labels is not proven: {missed}. Of all rows at most {Numbers.Percent(certificate.UpperBound)} may differ from the LLM.", "missed");
        }

        if (!certificate.Holds)
        {
            return ("Not reached", $"Up to {Numbers.Percent(certificate.UpperBound)} of the rows, {wrong.Of("row")}, may differ from the LLM; wanted were at most {Numbers.Stated(certificate.Budget.MaxError)} with {sure} confidence.",
            "missed");
        }

        if (report.UndecidedRows.Keys.Any(reason => reason is UndecidedReason.OutOfMoney or UndecidedReason.NotAsked))
        {
            return (
                "Holds so far",
                $"The job is not finished; the rows not reached are {Numbers.Percent(certificate.UpperBound)}, and all count as wrong.",
                "open");
        }

        return report.RowsBySource.GetValueOrDefault(DecisionSource.Student) == 0
            ? ("Nothing was guessed", "Every label is the LLM's own answer to that text, a person's, or a rule's.", "holds")
            : ("The promise holds", $"You can be {sure} sure of this: had the LLM been asked about every one of the {report.Rows.Of("row")}, it would have given another label in at most {Numbers.Percent(certificate.UpperBound)} of them, {wrong.Of("row")}.", "holds");
    }

    /// <summary>What it rests on.</summary>
    public static string Because(JobReport report)
    {
        var certificate = report.Certificate;
        var audits = certificate.Audits == 0
            ? "No audit was needed."
            : $"It rests on {certificate.Audits.Of("audit")}: texts that the student had decided and that the LLM was asked about all the same. {(certificate.AuditErrors == 0 ? "It never said otherwise." : $"It said otherwise in {certificate.AuditErrors.Of("case")}, corrected in the result.")}";
        audits += report.KeptRows > 0
            ? $" The promise is about the {(report.Rows - report.KeptRows).Of("row")} decided here; no audit covers the {report.KeptRows.Of("row")} that kept the list's label."
            : "";
        return report.UndecidedRows.GetValueOrDefault(UndecidedReason.Failed) is > 0 and var failed
            ? $"{audits} Not counted: {failed.Of("row")} without a label, because the LLM gave none."
            : audits;
    }
}
