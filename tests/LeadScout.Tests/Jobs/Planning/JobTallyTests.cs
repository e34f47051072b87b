using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

public sealed class JobTallyTests
{
    [Fact]
    public void Every_row_is_counted_once_by_who_decided_it_or_why_nobody_did()
    {
        var texts = new LeadTexts(TextKeys.Plain);
        Array.ForEach(["a", "b", "b", "c", "d", "d", "d", "e", "f", "g", "g", " "], text => texts.Add(text));
        Array.ForEach([TextFlaw.CellError, TextFlaw.NotComputed, TextFlaw.NotComputed, TextFlaw.TooLong], flaw => texts.Add("", flaw));
        Decision?[] decisions =
            [Plans.Teacher(1), Plans.Student(0), Plans.Person(2), Plans.Exact(0), Decision.Undecided(UndecidedReason.TooLong), null, Decision.Undecided(UndecidedReason.Failed)];

        var tally = JobTally.Of(texts, decisions, UndecidedReason.OutOfMoney);

        Assert.Equal(
            [(DecisionSource.Person, 1L), (DecisionSource.Exact, 3), (DecisionSource.Rule, 0), (DecisionSource.Student, 2), (DecisionSource.Teacher, 1)],
            tally.BySource.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key));
        Assert.Equal(
            [
                (UndecidedReason.Blank, 1L), (UndecidedReason.Failed, 2), (UndecidedReason.OutOfMoney, 1), (UndecidedReason.TooLong, 2), (UndecidedReason.CellError, 1),
                (UndecidedReason.NotComputed, 2),
            ],
            tally.Undecided.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(texts.RowCount, tally.BySource.Values.Sum() + tally.Undecided.Values.Sum());
    }

    [Fact]
    public void Reasons_that_do_not_occur_are_not_named() =>
        Assert.Empty(JobTally.Of(Plans.Texts("a"), [Plans.Teacher(0)], UndecidedReason.NotAsked).Undecided);
}
