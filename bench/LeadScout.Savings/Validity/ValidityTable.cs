using System.Text;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.Validity;

/// <summary>Counts broken promises, and says how many chance allows.</summary>
internal static class ValidityTable
{
    /// <summary>The share of jobs that may break their promise: what 95 % confidence leaves open.</summary>
    public const double Allowed = 0.05;

    private const string Head = """
        # Do certified jobs keep their promise?

        Seeded jobs, the budgets 1, 2 and 5 % at 95 % confidence taking turns; rows (2,000 to 3,000), order and seed are drawn anew
        for each job. A stream is a stretch of the real order drawn anew.
        At risk: certified jobs that did not ask every text (asking everything can't go wrong, so those are left out of the count).
        Over budget: at-risk jobs where the real difference is above the budget; over bound: above the bound that the certificate states.
        Allowed: 5 % of the jobs at risk; with that chance, more than the figure in brackets come up in less than one line of 100 (exact binomial).
        The real difference is counted against what the teacher says when it is asked about a text for the first time in the job; for a teacher that
        answers at random that is drawn beforehand for every text, asked or not. The control set has 1,000 rows: all are taken.
        Lines with budgets by label: at most 2 % of the largest label's rows wrong, at least 90 % of the second largest's found, at most 5 % of the
        third's wrong, beside the list's own budget; over budget is a job that breaks any of the three. All labels together: a job of which any label's
        bound, on rows wrong or rows missed, is untrue.

        | line | set | situation | jobs | certified | at risk | over budget | over bound | allowed | asked / rows, median | verdict |
        |---|---|---|---|---|---|---|---|---|---|---|

        """;

    /// <summary>One line a scenario that was run, with its number among all.</summary>
    public static string Render(IReadOnlyList<(Scenario Scenario, IReadOnlyList<JobCheck> Checks)> results)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (line, (scenario, checks)) in results.Index().Where(result => result.Item.Checks.Count > 0))
        {
            var atRisk = checks.Count(check => check.IsAtRisk);
            text.Append(Markdown.Row(
                Show.Whole(line + 1),
                scenario.Set,
                scenario.Name,
                Show.Whole(checks.Count),
                Show.Whole(checks.Count(check => check.Certified)),
                Show.Whole(atRisk),
                Show.Whole(OverBudget(checks)),
                Show.Whole(checks.Count(check => check.BreaksBound)),
                $"{Show.Tenths(Allowed * atRisk)} ({Show.Whole(Binomial.MostPlausible(atRisk, Allowed))})",
                Show.Share(Median.Of(checks.Select(check => check.AskedShare))),
                Verdict(checks)));
        }

        return text.ToString();
    }

    /// <summary>Whether chance explains the broken promises.</summary>
    public static bool IsPlausible(IReadOnlyCollection<JobCheck> checks) =>
        OverBudget(checks) <= Binomial.MostPlausible(checks.Count(check => check.IsAtRisk), Allowed);

    private static int OverBudget(IEnumerable<JobCheck> checks) => checks.Count(check => check.BreaksBudget);

    private static string Verdict(IReadOnlyCollection<JobCheck> checks)
    {
        var atRisk = checks.Count(check => check.IsAtRisk);
        return OverBudget(checks) switch
        {
            0 when atRisk == 0 => "nothing promised but what was asked",
            var over when over <= Allowed * atRisk => "kept",
            _ when IsPlausible(checks) => "within chance",
            _ => "**broken**",
        };
    }
}
