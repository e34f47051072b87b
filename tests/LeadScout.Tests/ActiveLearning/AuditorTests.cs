using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

public sealed class AuditorTests
{
    private static readonly ErrorBudget TwoPercent = new(0.02, 0.95);

    [Fact]
    public void About_149_faultless_audits_prove_2_percent_of_a_long_list()
    {
        var population = new Population([.. Enumerable.Repeat(1, 50_000)], [.. Enumerable.Repeat(0.0001, 50_000)], new bool[50_000]);
        var auditor = population.Auditor(TwoPercent, 1);
        Audit(auditor, population);
        Assert.InRange(auditor.Audits, 148, 165);
        Assert.Equal(0, auditor.AuditErrors);
        Assert.InRange(auditor.Certificate.UpperBound, 0.0195, 0.02);
    }

    [Fact]
    public void Where_nothing_is_right_everything_but_the_budget_is_asked()
    {
        var population = new Population(
            [.. Enumerable.Repeat(1, 1000)], [.. Enumerable.Repeat(0.9, 1000)], [.. Enumerable.Repeat(true, 1000)]);
        var auditor = population.Auditor(TwoPercent, 1);
        Audit(auditor, population);
        Assert.Equal(980, auditor.Audits);
    }

    [Fact]
    public void A_budget_of_zero_takes_nearly_everything()
    {
        var population = Population.Calibrated(200, 1);
        var auditor = population.Auditor(new ErrorBudget(0, 0.95), 1);
        Audit(auditor, population);
        Assert.InRange(auditor.Audits, 190, 200);
        Assert.Equal(0, auditor.Certificate.UpperBound);
    }

    [Fact]
    public void Less_than_the_budget_needs_no_audit()
    {
        var auditor = new Auditor(TwoPercent, 1000, [20], [1.0], 1);
        Assert.True(auditor.Holds);
        Assert.Equal(0.02, auditor.Certificate.UpperBound);
    }

    [Fact]
    public void The_same_seed_draws_the_same_texts_and_another_seed_others()
    {
        var population = Population.Calibrated(500, 1);
        Assert.Equal(Drawn(population, 7), Drawn(population, 7));
        Assert.NotEqual(Drawn(population, 7), Drawn(population, 8));
    }

    [Fact]
    public void The_order_in_which_replies_arrive_changes_nothing()
    {
        var population = Population.Calibrated(2000, 3, factor: 2);
        var forward = population.Auditor(TwoPercent, 5);
        var backward = population.Auditor(TwoPercent, 5);
        for (int batch = 0; batch < 10; batch++)
        {
            int[] texts = [.. Enumerable.Range(0, 20).Select(_ => forward.DrawAudit())];
            Assert.Equal(texts, Enumerable.Range(0, 20).Select(_ => backward.DrawAudit()));
            foreach (int text in texts)
            {
                forward.Reveal(text, population.Wrong[text]);
            }

            foreach (int text in texts.Reverse())
            {
                backward.Reveal(text, population.Wrong[text]);
            }

            Assert.Equal(forward.Certificate, backward.Certificate);
            Assert.Equal(forward.MissingEvidence, backward.MissingEvidence);
        }
    }

    [Fact]
    public void A_certificate_never_gets_worse_by_more_replies()
    {
        var population = Population.Calibrated(1500, 4, factor: 1.5);
        var auditor = population.Auditor(TwoPercent, 2);
        long bound = auditor.MostWrongRows;
        while (auditor.CanDraw)
        {
            int text = auditor.DrawAudit();
            auditor.Reveal(text, population.Wrong[text]);
            Assert.InRange(auditor.MostWrongRows, 0, bound);
            bound = auditor.MostWrongRows;
        }

        Assert.Equal(0, bound);
    }

    [Fact]
    public void Errors_found_outright_lower_the_bound_on_what_is_left()
    {
        var population = Population.Calibrated(3000, 6, factor: 3);
        var auditor = population.Auditor(new ErrorBudget(0.001, 0.95), 1);
        for (int i = 0; i < 300; i++)
        {
            int text = auditor.DrawAudit();
            auditor.Reveal(text, population.Wrong[text]);
        }

        long before = auditor.MostWrongRows;
        long found = 0;
        foreach (
            int text in Enumerable.Range(0, 3000).Where(i => !auditor.IsPlanned(i)).OrderByDescending(i => population.Risks[i]).Take(200))
        {
            auditor.AskOutright(text);
            auditor.Reveal(text, population.Wrong[text]);
            found += population.Wrong[text] ? 1 : 0;
        }

        Assert.True(found > 0);
        Assert.Equal(before - found, auditor.MostWrongRows);
    }

    [Fact]
    public void A_text_cannot_be_planned_or_revealed_twice()
    {
        var auditor = new Auditor(TwoPercent, 100, [60, 40], [0.1, 0.1], 1);
        auditor.AskOutright(1);
        Assert.Contains(
            "asked once", Assert.Throws<InvalidOperationException>(() => auditor.AskOutright(1)).Message, StringComparison.Ordinal);
        auditor.Reveal(1, false);
        Assert.Contains(
            "given before", Assert.Throws<InvalidOperationException>(() => auditor.Reveal(1, false)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "not planned", Assert.Throws<InvalidOperationException>(() => auditor.Reveal(0, false)).Message, StringComparison.Ordinal);
        Assert.Equal(0, auditor.DrawAudit());
        Assert.Contains(
            "nothing left", Assert.Throws<InvalidOperationException>(() => auditor.DrawAudit()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_smaller_share_of_the_failures_takes_more_audits()
    {
        var population = Population.Calibrated(5000, 1, factor: 0.1);
        var whole = population.Auditor(TwoPercent, 1);
        var part = new Auditor(TwoPercent, population.Rows, population.Weights, population.Risks, 1, share: 0.2);
        Audit(whole, population);
        Audit(part, population);
        Assert.InRange(part.Audits, whole.Audits * 1.2, whole.Audits * 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void A_share_lies_above_0_and_is_at_most_1(double share)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => new Auditor(TwoPercent, 1, [1], [0.1], 1, share));
        Assert.Contains("above 0, at most 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_risk_that_is_no_probability_is_refused_with_its_value()
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => new Auditor(TwoPercent, 1, [1], [1.5], 1));
        Assert.Contains("1.5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("0 to 1", failure.Message, StringComparison.Ordinal);
    }

    private static void Audit(Auditor auditor, Population population)
    {
        while (!auditor.Holds)
        {
            int text = auditor.DrawAudit();
            auditor.Reveal(text, population.Wrong[text]);
        }
    }

    private static List<int> Drawn(Population population, ulong seed)
    {
        var auditor = population.Auditor(TwoPercent, seed);
        return [.. Enumerable.Range(0, 40).Select(_ => auditor.DrawAudit())];
    }
}
