using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>How often a verdict is false, over many lists.</summary>
public sealed partial class ListAuditTests
{
    /// <summary>
    /// Just one row more wrong than allowed, or just as many as allowed, in heavy units or light ones. 300 runs at 10 %: more than 30 + 3.3
    /// standard deviations = 47 false verdicts come up with a probability below 0.001.
    /// </summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 12)]
    [InlineData(true, 1)]
    [InlineData(true, 12)]
    public void False_verdicts_are_as_rare_as_promised(bool tooMany, int heaviest)
    {
        const int Runs = 300;
        var budget = new ErrorBudget(0.05, 0.9);
        int mistaken = Enumerable.Range(0, Runs).Count(run =>
        {
            var random = new Random(run);
            long[] rows = [.. Enumerable.Range(0, 400).Select(_ => (long)random.Next(1, heaviest + 1)), .. Enumerable.Repeat(1L, 40)];
            long allowed = budget.WrongRows(rows.Sum());
            var wrong = WrongUnits(rows, tooMany ? allowed + 1 : allowed, run % 2 == 0);
            var audit = Run(rows, wrong.Contains, budget, (ulong)run);
            return audit.Columns[0].Verdict == (tooMany ? ErrorVerdict.Proven : ErrorVerdict.Refuted);
        });
        Assert.InRange(mistaken, 0, 47);
    }

    private static HashSet<int> WrongUnits(long[] rows, long wrongRows, bool heavyFirst)
    {
        var wrong = new HashSet<int>();
        // The single rows at the end make up what is missing to the sum.
        int weighty = rows.Length - 40;
        foreach (int unit in Enumerable.Range(0, rows.Length).OrderBy(unit => unit >= weighty).ThenBy(unit => heavyFirst ? -rows[unit] : rows[unit]))
        {
            if (rows[unit] <= wrongRows)
            {
                wrong.Add(unit);
                wrongRows -= rows[unit];
            }
        }

        Assert.Equal(0, wrongRows);
        return wrong;
    }
}
