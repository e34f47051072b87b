using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>Rows drawn by lot when all is decided, and asked once more: what they come to, and that nothing changes by it.</summary>
public sealed class CheckPlansTests
{
    private static readonly LeadTexts Texts = Plans.Texts("a", "a", "a", "a", "a", "b", "c", "d", "e");
    private static readonly Decision?[] Decided = [Plans.Teacher(0), Plans.Student(1), Plans.Person(2), null, Decision.Undecided(UndecidedReason.Failed)];
    private static readonly JobSettings Settings = new() { Budget = new(0.03, 0.9), AloneCheck = 40, SelfCheck = 40 };

    [Fact]
    public void Alone_only_rows_that_the_teacher_or_the_student_decided_are_asked_once()
    {
        var plan = Alone();
        Assert.Equal([0, 1], Plans.Proposed(plan));
        Assert.Empty(plan.Propose());
        Assert.Equal(Decided, plan.Decisions.ToArray());
        Assert.Equal((JobPhase.SelfCheck, false, 0L), (plan.Phase, plan.Join(new(0)), plan.FeaturesFor(1).Open));
        Assert.Equal(new Certificate { Budget = Settings.Budget, UpperBound = 0, Audits = 0, AuditErrors = 0 }, plan.Certificate);
    }

    [Fact]
    public void Alone_nothing_is_said_before_all_that_was_drawn_is_answered()
    {
        var plan = Alone();
        Assert.Null(plan.Result);
        plan.Fold(new(0), false, AskOutcome.Answered(0));
        Assert.Null(plan.Result);
        plan.Fold(new(1), false, default);
        Assert.Null(plan.Result);
        plan.Fold(new(1), false, AskOutcome.Answered(1));
        Assert.NotNull(plan.Result);
    }

    [Fact]
    public void Alone_rows_count_as_often_as_they_were_drawn()
    {
        Assert.Equal(new AnsweredAlone(40, 0, 36, 0, 0.9), After(AskOutcome.Answered(0), AskOutcome.Answered(1)));
        Assert.Equal(new AnsweredAlone(40, 4, 36, 0, 0.9), After(AskOutcome.Answered(0), AskOutcome.Answered(0)));
        Assert.Equal(new AnsweredAlone(40, 36, 36, 36, 0.9), After(AskOutcome.Answered(1), AskOutcome.Answered(1)));
        Assert.Equal(new AnsweredAlone(40, 40, 36, 36, 0.9), After(AskOutcome.Failed("why"), AskOutcome.Failed("why")));
    }

    [Fact]
    public void Where_nothing_is_to_be_drawn_nothing_is()
    {
        var none = new AloneCheckPlan(Plans.Of(Plans.Texts("c")), [Plans.Person(1)], Settings, 1);
        Assert.Empty(none.Propose());
        Assert.Equal(new AnsweredAlone(0, 0, 0, 0, 0.9), none.Result);
        Assert.Empty(new SelfCheckPlan(Plans.Of(Plans.Texts("c")), [Plans.Person(1)], Settings, 1).Propose());
        Assert.Empty(new SelfCheckPlan(Plans.Of(Texts), Decided, Settings with { SelfCheck = 0 }, 1).Propose());
    }

    [Fact]
    public void Twice_each_row_drawn_is_one_more_ask_and_the_students_one_more()
    {
        var (plan, rounds) = (new SelfCheckPlan(Plans.Of(Texts), Decided, Settings, 1), new List<int[]>());
        while (Plans.Proposed(plan).ToArray() is { Length: > 0 } round)
        {
            rounds.Add(round);
        }

        Assert.Equal((36, 5), (rounds.Count(round => round.Contains(0)), rounds.Count(round => round.Contains(1))));
        Assert.All(rounds, round => Assert.Equal(round.Order(), round));
        Assert.Equal((JobPhase.SelfCheck, false, 0L), (plan.Phase, plan.Join(new(0)), plan.FeaturesFor(1).Open));
        Assert.Equal(Decided.Length, plan.Decisions.Length);
    }

    [Fact]
    public void Twice_each_later_answer_is_held_to_the_first()
    {
        var plan = new SelfCheckPlan(Plans.Of(Texts), Decided, Settings, 1);
        Assert.Equal(new SelfConsistency(0, 0), plan.Result);
        Array.ForEach([0, 1, 1], label => plan.Fold(new(0), false, AskOutcome.Answered(label)));
        plan.Fold(new(0), false, AskOutcome.Failed("why"));
        Assert.Equal(new SelfConsistency(3, 2), plan.Result);
        Array.ForEach([2, 1, 2], label => plan.Fold(new(1), false, AskOutcome.Answered(label)));
        Assert.Equal(new SelfConsistency(5, 3), plan.Result);
    }

    private static AloneCheckPlan Alone() => new(Plans.Of(Texts), Decided, Settings, 1);

    private static AnsweredAlone? After(AskOutcome teachers, AskOutcome students)
    {
        var plan = Alone();
        plan.Fold(new(0), false, teachers);
        plan.Fold(new(1), false, students);
        return plan.Result;
    }
}
