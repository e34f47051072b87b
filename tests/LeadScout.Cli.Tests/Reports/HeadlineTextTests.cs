using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Cli.Tests.Reports;

/// <summary>The sentence that a person would quote claims what is decided and proven, and no more.</summary>
public sealed class HeadlineTextTests
{
    private static readonly Savings Learned = new()
    {
        Rows = 1000,
        RowByRow = new SavingsStep(1000, 1000, Money.OfDollars(1m)),
        Batched = new SavingsStep(1000, 50, Money.OfDollars(0.2m)),
        EachTextOnce = new SavingsStep(500, 25, Money.OfDollars(0.1m)),
        NotKnownBefore = new SavingsStep(500, 25, Money.OfDollars(0.1m)),
        Asked = new SavingsStep(100, 5, Money.OfDollars(0.02m)),
    };

    [Fact]
    public void A_finished_job_says_what_it_saved_by_what_how_many_rows_may_be_wrong_and_how_long_it_took() => Assert.Equal(
        "Saved $0.98: 80 % by batching, 50 % of the rest by repeats, 80 % of the rest by learning; at most 19 of 1,000 rows wrong at 95 %; took 12 s.",
        HeadlineText.Of(JobOf(JobState.Done, Learned)));

    [Fact]
    public void A_job_without_a_report_says_that_nothing_is_decided() =>
        Assert.Equal("Nothing is decided yet.", HeadlineText.Of(JobOf(JobState.Interrupted, Learned) with { Report = null }));

    [Theory]
    [InlineData(JobState.Interrupted, "Paused: ")]
    [InlineData(JobState.OutOfMoney, "Stopped at the spending limit: ")]
    [InlineData(JobState.TeacherUnavailable, "Stopped, the LLM does not answer: ")]
    [InlineData(JobState.Reopened, "Reopened: ")]
    [InlineData(JobState.Running, "At work, and when it last stopped: ")]
    public void A_job_that_is_not_done_proves_nothing_and_speaks_of_the_decided_rows_alone(JobState state, string says)
    {
        var job = JobOf(state, Learned);

        var text = HeadlineText.Of(job with { Report = job.Report! with { Rows = 5000 } });

        Assert.StartsWith(says + "1,000 of 5,000 rows decided; for these it saved $0.98", text, StringComparison.Ordinal);
        Assert.EndsWith("Nothing is proven before the job is done.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_its_limit_stopped_before_the_first_call_claims_nothing()
    {
        var job = JobOf(JobState.OutOfMoney, Savings.None);

        Assert.Equal(
            "Stopped at the spending limit: nothing is decided yet.",
            HeadlineText.Of(job with { Report = job.Report! with { RowsBySource = ImmutableSortedDictionary<DecisionSource, long>.Empty } }));
    }

    [Fact]
    public void What_learned_nothing_is_not_said_to_have_learned() => Assert.Contains(
        "learning took 20 % more", HeadlineText.Of(JobOf(JobState.Done, Learned with { Asked = new SavingsStep(600, 30, Money.OfDollars(0.12m)) })), StringComparison.Ordinal);

    [Fact]
    public void What_cost_more_than_a_call_for_every_row_saved_nothing() => Assert.StartsWith(
        "Saved nothing; ", HeadlineText.Of(JobOf(JobState.Done, Learned with { Asked = new SavingsStep(2000, 2000, Money.OfDollars(1.5m)) })), StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_price_calls_are_counted(bool isFree)
    {
        var savings = isFree ? Learned with { IsFree = true } : Learned with { RowByRow = Learned.RowByRow with { Cost = null }, Asked = Learned.Asked with { Cost = null } };

        Assert.StartsWith("Saved 995 of 1,000 calls: ", HeadlineText.Of(JobOf(JobState.Done, savings)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_outside_the_budget_is_called_not_proven()
    {
        var job = JobOf(JobState.Done, Learned);

        var text = HeadlineText.Of(job with { Report = job.Report! with { Certificate = job.Report.Certificate with { UpperBound = 0.05 } } });

        Assert.Contains("not proven: up to 50 of 1,000 rows may be wrong at 95 %", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at most", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_have_no_label_are_counted_and_blank_ones_are_not()
    {
        var job = JobOf(JobState.Done, Learned);
        var undecided = ImmutableSortedDictionary<UndecidedReason, long>.Empty.Add(UndecidedReason.Failed, 12).Add(UndecidedReason.Blank, 30);

        Assert.Contains("; 12 rows without a label; ", HeadlineText.Of(job with { Report = job.Report! with { UndecidedRows = undecided } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_at_work_speaks_of_what_it_has_so_far()
    {
        var progress = new JobProgress { Phase = JobPhase.Learning, Rows = 5000, DecidedRows = 1000, Savings = Learned, Elapsed = TimeSpan.Zero };

        Assert.StartsWith("So far 1,000 of 5,000 rows decided; for these it saved $0.98", HeadlineText.Of(progress), StringComparison.Ordinal);
        Assert.Equal("Nothing is decided yet.", HeadlineText.Of(progress with { Savings = Savings.None }));
        Assert.Contains(" By what it has learned it could decide 3,000 more. Nothing is proven", HeadlineText.Of(progress with { DecidableRows = 3000 }), StringComparison.Ordinal);
        Assert.DoesNotContain("could decide", HeadlineText.Of(progress with { DecidableRows = 3000, Phase = JobPhase.Writing }), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_a_job_is_done_nothing_is_said_of_learning_that_has_brought_nothing_yet()
    {
        var asked = Learned with { Asked = Learned.NotKnownBefore };
        var progress = new JobProgress { Phase = JobPhase.Learning, Rows = 5000, DecidedRows = 1000, Savings = asked, Elapsed = TimeSpan.Zero };

        Assert.DoesNotContain("by learning", HeadlineText.Of(progress), StringComparison.Ordinal);
        Assert.Contains("nothing of the rest by learning", HeadlineText.Of(JobOf(JobState.Done, asked)), StringComparison.Ordinal);
    }

    private static Job JobOf(JobState state, Savings savings) => new()
    {
        Id = new JobId("0123456789ab"),
        InputName = "leads.csv",
        InputHash = "",
        OutputName = "leads.labelled.csv",
        QuestionName = "department",
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
            DistinctTexts = 500,
            UndecidedRows = ImmutableSortedDictionary<UndecidedReason, long>.Empty,
            RowsBySource = ImmutableSortedDictionary<DecisionSource, long>.Empty.Add(DecisionSource.Student, 700).Add(DecisionSource.Teacher, 300),
            AskedTexts = 100,
            Calls = 5,
            Usage = default,
            Cost = Money.OfDollars(0.02m),
            RowByRowCost = Money.OfDollars(1m),
            Savings = savings,
            Certificate = new Certificate { Budget = ErrorBudget.Default, UpperBound = 0.0199, Audits = 200, AuditErrors = 2 },
            Elapsed = TimeSpan.FromSeconds(12),
        },
    };
}
