using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Jobs.Reporting;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Reporting;

/// <summary>What is said of each label: rows, who gave them, and what rows that nobody got to do to the bounds.</summary>
public sealed class LabelReporterTests
{
    [Fact]
    public void Where_all_is_known_nothing_can_be_wrong()
    {
        var labels = Labels(0, [], Plans.Teacher(0), Plans.Person(0), Plans.Exact(1), Decision.Undecided(UndecidedReason.Failed));
        Assert.Equal([("Sales", 4L, 4L, 0L), ("Marketing", 1, 1, 0), ("Other", 0, 0, 0)], labels.Select(label => (label.Label, label.Rows, label.CertifiedRows, label.StudentRows)));
        Assert.All(labels, label => Assert.Equal((0L, 0L, 0.0, 1.0, true), (label.WrongRowsAtMost, label.MissedRowsAtMost, label.ErrorAtMost, label.RecallAtLeast, label.Holds)));
    }

    [Fact]
    public void Rows_that_nobody_got_to_may_have_any_label()
    {
        var labels = Labels(2, [LabelLimit.MinRecall(0, 0.9), LabelLimit.MinRecall(1, 0.3), LabelLimit.MaxError(2, 0.1)], Plans.Teacher(0), Plans.Person(0), Plans.Exact(1), null);
        Assert.Equal([2L, 2, 2], labels.Select(label => label.MissedRowsAtMost));
        Assert.Equal([4.0 / 6, 1.0 / 3, 0], labels.Select(label => label.RecallAtLeast));
        Assert.Equal([false, true, true], labels.Select(label => label.Holds));
        Assert.Equal([(null, 0.9), (null, 0.3), (0.1, null)], labels.Select(label => (label.MaxError, label.MinRecall)));
    }

    [Fact]
    public void The_students_rows_are_told_apart() => Assert.Equal([1L, 1, 0], Labels(0, [], Plans.Student(0), Plans.Teacher(1), Plans.Student(1), null).Select(label => label.StudentRows));

    // One text has one row, the second three.
    private static ImmutableArray<LabelCertificate> Labels(long missing, LabelLimit[] limits, params Decision?[] decisions)
    {
        var intake = Plans.Of(Plans.Texts("a", "b", "b", "b", "c", "d"), decisions);
        return new LabelReporter(Plans.Run(new Plans.Stub(intake), intake), [.. limits], missing).Labels();
    }
}
