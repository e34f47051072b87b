using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>A pattern that was wrong takes its rows back, and a person has the last word.</summary>
public sealed class RepairPlanTests
{
    private static readonly Intake List = Plans.Of(
        Plans.Texts("head of sales", "sales", "buyer", "clerk", "cfo", "sales head"),
        Plans.Student(0), Plans.Student(0), Plans.Student(1), Plans.Teacher(2), Plans.Exact(2), Plans.Student(0));

    [Fact]
    public void What_leaned_on_a_retired_pattern_is_asked_verdict_by_verdict_in_list_order()
    {
        var repair = Repair(["word:sales", "word:head", "word:none"]);
        Assert.True(repair.Reopens);
        Assert.Equal([null, null, Plans.Student(1), Plans.Teacher(2), Plans.Exact(2), null], repair.Decisions.ToArray());
        Assert.Equal(3, repair.FeaturesFor(4).Open);
        Assert.Equal([0, 1], Plans.Proposed(repair));
        Assert.Equal([5], Plans.Proposed(repair));
        Assert.Empty(repair.Propose());
        Assert.Equal((2, 1, 1, 0), (repair.Use.HelpfulPatterns, repair.Use.Rows("word:buyer"), repair.Use.Rows("word:sales"), repair.Use.Rows("word:head")));
        Assert.Equal((JobPhase.Repairing, 0.015, false), (repair.Phase, repair.Certificate.UpperBound, repair.Join(new(0))));
    }

    [Fact]
    public void The_teachers_word_takes_the_place_of_the_students()
    {
        var repair = Repair(["word:sales"]);
        repair.Fold(new(0), false, default);
        Assert.Equal((2L, 2L, 4.0), repair.FeaturesFor(4) is var left ? (left.Open, left.Certain, left.TextsPerCall) : default);
        repair.Fold(new(0), false, AskOutcome.Answered(2));
        repair.Fold(new(1), false, AskOutcome.Failed("why"));
        Assert.Equal([Plans.Teacher(2), Decision.Undecided(UndecidedReason.Failed)], repair.Decisions[..2].ToArray());
        Assert.Equal(0, repair.FeaturesFor(4).Open);
    }

    [Fact]
    public void A_person_has_the_last_word_about_any_text_and_is_not_asked_again()
    {
        var repair = Repair(["word:sales"], (0, 1), (3, 0));
        Assert.Equal([Plans.Person(1), null, Plans.Student(1), Plans.Person(0)], repair.Decisions[..4].ToArray());
        Assert.Equal([1], Plans.Proposed(repair));
        Assert.Equal((0, 1, 1), (repair.Use.Rows("word:sales"), repair.Use.Rows("word:head"), repair.Use.Rows("word:buyer")));
    }

    [Fact]
    public void Without_verdicts_nothing_is_reopened_and_what_would_be_can_be_seen()
    {
        var repair = Repair([]);
        Assert.False(repair.Reopens);
        Assert.Empty(repair.Propose());
        Assert.Equal([0, 5], repair.PatternImpact("word:head"));
        Assert.Empty(repair.PatternImpact("word:none"));
    }

    private static RepairPlan Repair(string[] retired, params (int Text, int Label)[] corrections)
    {
        var concluded = new Plans.Stub(List);
        (int Text, string[] Patterns)[] uses =
            [(0, ["word:sales", "word:head"]), (1, ["word:sales"]), (2, ["word:buyer"]), (3, ["word:sales"]), (5, ["word:head"])];
        foreach (var (text, patterns) in uses)
        {
            concluded.Use.Add(List.Texts.Key(text), 1, patterns);
        }

        return new RepairPlan(concluded, List, retired, corrections.ToDictionary(one => List.Texts.Key(one.Text), one => one.Label));
    }
}
