using LeadScout.Answers;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Server.Clustering;
using LeadScout.Server.Jobs;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>What a node says of a run is what another shows of it.</summary>
public sealed class RunDetailTests
{
    [Fact]
    public void What_is_told_of_a_run_is_understood_as_it_was_meant()
    {
        var told = new RunDetail(
            JobWork.Working,
            new JobProgress
            {
                Phase = JobPhase.Learning,
                Rows = 6_000,
                DistinctTexts = 1_700,
                DecidedRows = 12,
                AskedTexts = 40,
                Calls = 2,
                Models = [new AnsweringModel("openai:m", "m-2")],
                Spent = Money.OfDollars(0.25m),
                Savings = Savings.None with { Rows = 7 },
                Left = Left(),
                Waiting = new TeacherWait("429", TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(5)),
                Elapsed = TimeSpan.FromSeconds(9),
            },
            [new CurvePoint(12, 40, 0.25m, null, 3)]);
        var understood = RunDetail.Of(new JobRunNote(new JobId("00000000000a"), "node", told.Text(), 4));
        Assert.Equal(told.Text(), understood.Text());
        Assert.Equal((Money.OfDollars(0.25m), 7), (understood.Progress!.Spent, understood.Progress.Savings.Rows));
        Assert.Equal(told.Progress!.Left, understood.Progress.Left);
        Assert.Equal(told.Progress.Waiting, understood.Progress.Waiting);
        Assert.Equal(told.Curve, understood.Curve);
    }

    [Fact]
    public void What_a_node_of_another_version_tells_is_a_run_at_work_all_the_same()
    {
        Assert.Equal(JobWork.Working, RunDetail.Of(new JobRunNote(new JobId("00000000000a"), "node", """{"Work":"busy"}""", 1)).Work);
        Assert.Equal(JobWork.Waiting, RunDetail.Of(new JobRunNote(new JobId("00000000000a"), "node", "", 0)).Work);
    }

    private static Forecast Left() => new()
    {
        Basis = ForecastBasis.List,
        Asks = new Interval<long>(1, 5, 9),
        Calls = new Interval<long>(1, 2, 3),
        InputTokens = new Interval<long>(10, 20, 30),
        OutputTokens = new Interval<long>(10, 20, 30),
        Cost = new Interval<Money>(Money.Zero, Money.OfDollars(1), Money.OfDollars(2)),
    };
}
