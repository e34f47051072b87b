using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

public sealed class AskEverythingPlanTests
{
    private static readonly JobSettings Settings = new() { Budget = new ErrorBudget(0, 0.95) };

    private readonly AskEverythingPlan _plan = new(Plans.Of(Plans.Texts("a", "b", "c", "d"), null, Plans.Person(1)), Settings);

    [Fact]
    public void All_that_nobody_knows_is_asked_once_in_list_order()
    {
        Assert.Equal([0, 2, 3], _plan.MayAsk);
        Assert.Equal([0, 2, 3], Plans.Proposed(_plan));
        Assert.Empty(_plan.Propose());
        Assert.Equal((JobPhase.Learning, int.MaxValue), (_plan.Phase, _plan.Window));
        Assert.Equal(new Certificate { Budget = Settings.Budget, UpperBound = 0, Audits = 0, AuditErrors = 0 }, _plan.Certificate);
    }

    [Fact]
    public void What_deferred_learning_asks_again_is_asked_again_unless_it_was_known()
    {
        var settings = new JobSettings { Learn = LearnMode.DeferredJob, RowsPerCall = 1 };
        var asks = new DeferredAsks(settings);
        Array.ForEach([0, 1, 2, 0, 1], asks.See);
        var plan = new AskEverythingPlan(Plans.Of(Plans.Texts("a", "b", "c"), null, Plans.Person(1)) with { DeferredAsks = asks }, settings);
        Assert.Equal(3, plan.FeaturesFor(1).Open);
        Assert.Equal([0, 2, 0], Plans.Proposed(plan));
    }

    [Fact]
    public void What_is_asked_along_with_another_question_is_not_proposed_again()
    {
        Assert.Equal([true, false], new[] { 2, 1 }.Select(text => _plan.Join(new(text))));
        Assert.Equal([0, 3], Plans.Proposed(_plan));
        Assert.False(_plan.Join(new(0)));
    }

    [Fact]
    public void What_is_open_counts_as_left_and_each_outcome_decides_its_text()
    {
        _plan.Fold(new(0), false, default);
        Assert.Equal((3L, 3L, 2.5, true), _plan.FeaturesFor(2.5) is var left ? (left.Open, left.Certain, left.TextsPerCall, left.IsInListOrder) : default);
        Assert.Null(_plan.Decisions[0]);
        _plan.Fold(new(0), false, AskOutcome.Answered(2));
        _plan.Fold(new(2), false, AskOutcome.Failed("why"));
        _plan.Fold(new(3), false, AskOutcome.Answered(1) with { IsFromElsewhere = true });
        Assert.Equal([Plans.Teacher(2), Plans.Person(1), Decision.Undecided(UndecidedReason.Failed), Plans.Exact(1)], _plan.Decisions.ToArray());
        Assert.Equal((0, 4), (_plan.FeaturesFor(1).Open, _plan.Decided.Rows));
    }

    [Fact]
    public void It_has_no_student()
    {
        Assert.Equal((0, null, null, null), (_plan.DecidableRows(), _plan.Certified, _plan.Bounds, _plan.Guess));
        Assert.Empty(_plan.Goals);
        Assert.Empty(_plan.Mistakes);
        Assert.Equal(0, _plan.Use.HelpfulPatterns);
    }
}
