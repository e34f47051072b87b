using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

public sealed class AuditPlanTests
{
    private static readonly ErrorBudget TwoPercent = new(0.02, 0.95);

    [Fact]
    public void A_faultless_student_is_only_audited()
    {
        var plan = AuditPlan.For(TwoPercent, 10_000, Texts(10_000, _ => 0.0001));
        Assert.Equal(0, plan.Outright);
        Assert.InRange(plan.Audits, 140, 175);
    }

    [Fact]
    public void Where_nothing_is_known_everything_but_the_budget_is_asked()
    {
        var plan = AuditPlan.For(TwoPercent, 1000, Texts(1000, _ => 0.8));
        Assert.Equal((980, 0.0), (plan.Outright, plan.Audits));
    }

    [Fact]
    public void The_riskiest_are_asked_outright_and_the_rest_is_audited()
    {
        var plan = AuditPlan.For(TwoPercent, 10_000, Texts(10_000, i => i < 1000 ? 0.5 : 0.001));
        Assert.InRange(plan.Outright, 600, 1000);
        Assert.InRange(plan.Audits, 140, 700);
        Assert.InRange(plan.LeastWrongRows, 0.4, 0.6);
    }

    [Fact]
    public void Heavy_texts_are_asked_where_that_is_cheaper_than_auditing_them()
    {
        int[] weights = [.. Enumerable.Range(0, 2000).Select(i => i < 20 ? 500 : 1)];
        var plan = AuditPlan.For(TwoPercent, weights.Sum(), weights.Select(rows => (rows, 0.01)));
        Assert.InRange(plan.Asks, 20, 80);
    }

    [Fact]
    public void The_forecast_is_near_what_the_audits_really_take()
    {
        double real = 0;
        double foretold = 0;
        for (int run = 0; run < 20; run++)
        {
            var population = Population.Calibrated(4000, run, factor: 0.5);
            var auditor = population.Auditor(new ErrorBudget(0.04, 0.95), (ulong)run);
            foretold += AuditPlan.For(
                new ErrorBudget(0.04, 0.95), population.Rows, population.Weights.Zip(population.Risks.Select(r => r / 2))).Asks / 20;
            while (!auditor.Holds)
            {
                int text = auditor.DrawAudit();
                auditor.Reveal(text, population.Wrong[text]);
            }

            real += auditor.Audits / 20.0;
        }

        Assert.InRange(real / foretold, 0.75, 1.5);
    }

    [Fact]
    public void An_auditor_first_finds_out_what_the_risks_are_worth_and_then_asks_the_riskiest()
    {
        var population = Population.Calibrated(4000, 2, factor: 3);
        var auditor = population.Auditor(new ErrorBudget(0.03, 0.95), 1);
        Assert.Equal(0, auditor.Plan().Outright);
        for (int i = 0; i < 60; i++)
        {
            int text = auditor.DrawAudit();
            auditor.Reveal(text, population.Wrong[text]);
        }

        Assert.True(auditor.Plan().Outright > 0);
    }

    private static IEnumerable<(int Rows, double Risk)> Texts(int count, Func<int, double> risk) =>
        Enumerable.Range(0, count).Select(i => (1, risk(i)));
}
