using LeadScout.Cascades;
using LeadScout.Jobs;

namespace LeadScout.Cli.Reports;

/// <summary>The certificate in one sentence.</summary>
internal static class CertificateText
{
    public static string Of(JobReport report)
    {
        var certificate = report.Certificate;
        var budget = $"{Numbers.Percent(certificate.Budget.MaxError)} at {Numbers.Percent(certificate.Budget.Confidence)} confidence";
        if (!certificate.Holds)
        {
            return $"NOT reached: up to {Numbers.Percent(certificate.UpperBound)} of the rows may differ from the teacher; wanted were at most {budget}.";
        }

        return report.RowsBySource.GetValueOrDefault(DecisionSource.Student) == 0
            ? "holds: no row was guessed; every label is the teacher's own answer to that text, a person's, or a rule's."
            : $"holds: with {Numbers.Percent(certificate.Budget.Confidence)} confidence at most {Numbers.Percent(certificate.UpperBound)} of the rows differ from the "
                + $"teacher ({certificate.Audits.Of("audit")}, {certificate.AuditErrors.Of("error")}; allowed were {Numbers.Percent(certificate.Budget.MaxError)}).";
    }
}
