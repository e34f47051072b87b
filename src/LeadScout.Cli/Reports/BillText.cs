using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Cli.Reports;

/// <summary>What a job's report says about its calls beside the measured cost.</summary>
internal static class BillText
{
    /// <summary>Each a name and what is to be said; nothing where every call was measured.</summary>
    public static IEnumerable<(string Name, string Value)> Beside(JobReport report)
    {
        if (report.PossiblyBilledCalls > 0)
        {
            yield return ("possibly billed", $"{(report.PossiblyBilled is { } most && (report.Cost is not null || most > Money.Zero) ? $"{most} at most" : "an unknown amount")}, not measured: {Fates(report)}");
        }

        if (report.Released > Money.Zero)
        {
            yield return ("released", $"{report.Released} that a person released after a look at the provider's bill");
        }

        if (report.NotBilledCalls > 0)
        {
            yield return ("not billed", $"{report.NotBilledCalls.Of("call")} refused before any work, or never sent");
        }
    }

    /// <summary>Of a part of the bill, to follow its cost.</summary>
    public static string Possibly(Money? most) =>
        most == Money.Zero ? "" : $", {most?.ToString() ?? "an unknown amount"} possibly billed";

    private static string Fates(JobReport report)
    {
        string[] fates =
        [
            .. report.LostCalls > 0 ? [$"{report.LostCalls.Of("call")} in flight at a crash"] : Array.Empty<string>(),
            .. report.UncountedCalls > 0 ? [$"{report.UncountedCalls.Of("call")} whose tokens the provider did not say"] : Array.Empty<string>(),
        ];
        return string.Join(", ", fates);
    }
}
