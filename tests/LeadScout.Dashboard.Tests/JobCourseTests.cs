using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Server.Dashboard.Jobs;
using LeadScout.Server.Jobs;
using LeadScout.Statistics;
using LeadScout.Stores;
using Xunit;

namespace LeadScout.Dashboard.Tests;

/// <summary>The learning curve rises from nothing to what is decided, and shows a stopped job where it stopped.</summary>
public sealed class JobCourseTests
{
    private static readonly ImmutableArray<CurvePoint> Curve = [new(20, 20, 0, 0, 0), new(40, 40, 0, 0, 500), new(60, 60, 0, 0, 700)];

    [Fact]
    public void A_finished_job_ends_with_all_rows_decided_above_those_that_were_asked()
    {
        var view = ViewOf(JobState.Done, decided: 1000);

        var lines = JobCourse.Decidable(JobCourse.PointsOf(view), 1000, view);

        Assert.Equal([2, 54, 76, 100], lines[0].Points.Select(point => point.Y));
        Assert.Equal([2, 4, 6], lines[1].Points.Select(point => point.Y));
    }

    [Fact]
    public void A_job_that_stopped_on_its_way_keeps_what_its_student_could_decide()
    {
        var view = ViewOf(JobState.Interrupted, decided: 80);

        Assert.Equal(78, JobCourse.Decidable(JobCourse.PointsOf(view), 1000, view)[0].Points[^1].Y);
    }

    [Fact]
    public void A_curve_from_before_that_was_kept_shows_what_was_decided()
    {
        var view = ViewOf(JobState.Interrupted, decided: 80) with { Curve = [new(20, 20, 0, 0), new(60, 60, 0, 0)] };

        Assert.Equal([2, 6, 8], JobCourse.Decidable(JobCourse.PointsOf(view), 1000, view)[0].Points.Select(point => point.Y));
    }

    [Fact]
    public void Without_an_answer_there_is_nothing_to_draw()
    {
        var view = ViewOf(JobState.Interrupted, decided: 0) with { Curve = [] };

        Assert.Empty(JobCourse.Decidable([], 1000, view));
        Assert.Empty(JobCourse.Decidable(JobCourse.PointsOf(view), 0, view));
    }

    private static JobView ViewOf(JobState state, long decided) => new(
        new Job
        {
            Id = new JobId("0123456789ab"),
            InputName = "leads.csv",
            InputHash = "",
            OutputName = "",
            QuestionName = "team",
            Question = default,
            Teacher = "openai:gpt-5-mini",
            Settings = new JobSettings(),
            LogPosition = 0,
            State = state,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
            Report = new JobReport
            {
                Rows = 1000,
                DistinctTexts = 1000,
                UndecidedRows = ImmutableSortedDictionary<UndecidedReason, long>.Empty,
                RowsBySource = ImmutableSortedDictionary<DecisionSource, long>.Empty.Add(DecisionSource.Teacher, decided),
                AskedTexts = 80,
                Calls = 4,
                Usage = default,
                Cost = null,
                RowByRowCost = null,
                Certificate = new Certificate { Budget = ErrorBudget.Default, UpperBound = 0, Audits = 0, AuditErrors = 0 },
                Elapsed = TimeSpan.Zero,
            },
        },
        JobWork.Idle,
        null,
        null,
        Curve,
        null,
        true);
}
