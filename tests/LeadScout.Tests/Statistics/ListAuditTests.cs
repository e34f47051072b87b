using CsCheck;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed partial class ListAuditTests
{
    [Theory]
    [InlineData(0.01, 320)]
    [InlineData(0.02, 160)]
    [InlineData(0.05, 65)]
    public void A_faultless_list_is_proven_by_as_few_audits_however_long_it_is(double budget, int most)
    {
        Assert.All(new[] { 10_000, 1_000_000 }, rows =>
        {
            var audit = Run(Enumerable.Repeat(1L, rows), _ => false, new ErrorBudget(budget, 0.95), seed: 1);
            Assert.Equal(ErrorVerdict.Proven, audit.Columns[0].Verdict);
            Assert.InRange(audit.Drawn, 1, most);
        });
    }

    [Fact]
    public void A_bad_list_is_refuted_by_even_fewer()
    {
        var drawn = Enumerable.Range(0, 41).Select(seed =>
        {
            var audit = Run(Enumerable.Repeat(1L, 50_000), unit => unit % 10 == 0, new ErrorBudget(0.02, 0.95), (ulong)seed);
            Assert.Equal(ErrorVerdict.Refuted, audit.Columns[0].Verdict);
            return audit.Drawn;
        });
        Assert.InRange(drawn.Order().ElementAt(20), 1, 100);
    }

    /// <summary>How many audits a verdict takes by the share that is wrong, as docs/certify.md has it.</summary>
    [Fact]
    public void Audits_by_share()
    {
        double[] shares = [0, 0.005, 0.01, 0.03, 0.05, 0.1, 0.3];
        var medians = shares.Select(share => Enumerable.Range(0, 11)
            .Select(seed => Run(Enumerable.Repeat(1L, 20_000), unit => unit < share * 20_000, new ErrorBudget(0.02, 0.95), (ulong)seed).Drawn)
            .Order().ElementAt(5)).ToArray();

        Assert.Equal([155, 714, 1443, 1144, 211, 44, 9], medians);
    }

    /// <summary>
    /// Every order of draws, with its exact probability, for every placement of errors on five units: how often does the truth ever leave
    /// a bound?
    /// </summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void Over_all_samples_neither_bound_is_broken_more_often_than_promised(double budget)
    {
        const double Alpha = 0.4;
        long[] rows = [1, 3, 1, 2, 1];
        for (int errors = 0; errors < 1 << rows.Length; errors++)
        {
            bool[] wrong = [.. Enumerable.Range(0, rows.Length).Select(i => (errors >> i & 1) == 1)];
            var (over, under) = Broken(rows, wrong, new ErrorBudget(budget, 1 - Alpha), [], 1);
            Assert.InRange(over, 0, Alpha + 1e-9);
            Assert.InRange(under, 0, Alpha + 1e-9);
        }
    }

    [Fact]
    public void Once_every_row_is_taken_both_bounds_are_the_truth() =>
        Gen.Select(Gen.Select(Gen.Long[1, 9], Gen.Bool, Gen.Bool).Array[1, 30], Gen.ULong, Gen.Double[0, 0.9]).Sample((units, seed, budget) =>
        {
            var audit = new ListAudit(units.Select(unit => unit.Item1), 1, new ErrorBudget(budget, 0.95), seed);
            for (int unit = 0; unit < units.Length; unit++)
            {
                if (units[unit].Item3)
                {
                    audit.TakeOutright(unit);
                    audit.Reveal(unit, [units[unit].Item2]);
                }
            }

            while (audit.CanDraw)
            {
                int unit = audit.Draw();
                Assert.False(units[unit].Item3, "A row that is known is not drawn.");
                audit.Reveal(unit, [units[unit].Item2]);
            }

            long truth = units.Where(unit => unit.Item2).Sum(unit => unit.Item1);
            var column = audit.Columns[0];
            Assert.Equal((truth, truth), (column.LeastWrong, column.MostWrong));
            Assert.Equal(truth > column.Allowed ? ErrorVerdict.Refuted : ErrorVerdict.Proven, column.Verdict);
        });

    [Fact]
    public void What_nobody_can_answer_speaks_against_either_verdict()
    {
        var audit = new ListAudit(Enumerable.Repeat(1L, 1000), 1, new ErrorBudget(0.02, 0.95), 1);
        while (audit.CanDraw)
        {
            audit.Reveal(audit.Draw(), [null]);
        }

        Assert.Equal((0L, 1000L, ErrorVerdict.Open), (audit.Columns[0].LeastWrong, audit.Columns[0].MostWrong, audit.Columns[0].Verdict));
    }

    [Fact]
    public void Replies_may_come_in_any_order_and_count_in_that_of_the_draws()
    {
        var (inOrder, shuffled) = (Audit(), Audit());
        int[] drawn = [.. Enumerable.Range(0, 60).Select(_ => shuffled.Draw())];
        Assert.Equal(drawn, Enumerable.Range(0, 60).Select(_ => inOrder.Draw()));
        Array.ForEach(drawn, unit => inOrder.Reveal(unit, [unit % 7 == 0]));
        Array.ForEach([.. drawn.Reverse()], unit => shuffled.Reveal(unit, [unit % 7 == 0]));

        Assert.Equal(
            (inOrder.Columns[0].LeastWrong, inOrder.Columns[0].MostWrong), (shuffled.Columns[0].LeastWrong, shuffled.Columns[0].MostWrong));

        static ListAudit Audit() => new(Enumerable.Repeat(3L, 500), 1, new ErrorBudget(0.02, 0.95), 5);
    }

    [Fact]
    public void Columns_share_their_audits_and_have_a_verdict_each()
    {
        var audit = new ListAudit(Enumerable.Repeat(1L, 30_000), 2, new ErrorBudget(0.02, 0.95), 1);
        while (!audit.IsDecided)
        {
            int unit = audit.Draw();
            audit.Reveal(unit, [false, unit % 12 == 0]);
        }

        Assert.Equal((ErrorVerdict.Proven, ErrorVerdict.Refuted), (audit.Columns[0].Verdict, audit.Columns[1].Verdict));
        Assert.Equal((audit.Drawn, audit.Drawn), (audit.Columns[0].Audits, audit.Columns[1].Audits));
    }

    private static ListAudit Run(IEnumerable<long> rows, Func<int, bool> isWrong, ErrorBudget budget, ulong seed)
    {
        var audit = new ListAudit(rows, 1, budget, seed);
        while (!audit.IsDecided)
        {
            int unit = audit.Draw();
            audit.Reveal(unit, [isWrong(unit)]);
        }

        return audit;
    }

    /// <summary>How probable it is that a bound has been, or will be, broken once these units were drawn.</summary>
    private static (double Over, double Under) Broken(long[] rows, bool[] wrong, ErrorBudget budget, int[] drawn, double probability)
    {
        var evidence = new WrongShareEvidence(budget, rows.Sum());
        long left = rows.Sum();
        long truth = rows.Where((_, unit) => wrong[unit]).Sum();
        var (over, under) = (false, false);
        foreach (int unit in drawn)
        {
            evidence.Count(left, rows[unit], wrong[unit]);
            left -= rows[unit];
            over |= evidence.MostWrong < truth;
            under |= evidence.LeastWrong > truth;
        }

        if (left == 0 || (over && under))
        {
            return (over ? probability : 0, under ? probability : 0);
        }

        var sum = (Over: over ? probability : 0, Under: under ? probability : 0);
        for (int unit = 0; unit < rows.Length; unit++)
        {
            if (!drawn.Contains(unit))
            {
                var (later, earlier) = Broken(rows, wrong, budget, [.. drawn, unit], probability * rows[unit] / left);
                sum = (over ? sum.Over : sum.Over + later, under ? sum.Under : sum.Under + earlier);
            }
        }

        return sum;
    }
}
