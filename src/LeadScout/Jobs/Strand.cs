using LeadScout.Cascades;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>One question of a job: its texts, what is known of it, its own plan with budget and certificate, and what row by row would cost.</summary>
internal sealed class Strand
{
    /// <param name="question">The question.</param>
    /// <param name="intake">Its texts.</param>
    /// <param name="replay">What the job has found out about it in earlier runs.</param>
    /// <param name="plan">What it asks.</param>
    /// <param name="rowByRowCost">See <see cref="RowByRowCost"/>.</param>
    public Strand(Question question, Intake intake, JobReplay replay, JobPlan plan, Money[]? rowByRowCost) =>
        (Question, Intake, Replay, Plan, RowByRowCost) = (question, intake, replay, plan, rowByRowCost);

    /// <summary>The strand of a job's question.</summary>
    public static Strand Of(Question question, Intake intake, JobKnowledge knowledge, JobSettings settings, JobContext context)
    {
        LeaveOutTooLong(question, intake, context);
        JobPlan plan = settings.Learn != LearnMode.Immediate || settings.Budget.MaxError == 0
            ? new AskEverythingPlan(intake, settings)
            : new LearningPlan(intake, knowledge, question, settings);
        return new Strand(question, intake, knowledge.Replay, plan, RowByRow.CostOf(intake.Texts, question, context.Teacher));
    }

    public Question Question { get; }

    public Intake Intake { get; }

    public JobReplay Replay { get; }

    public JobPlan Plan { get; }

    /// <summary>By text; null when the price is unknown.</summary>
    public Money[]? RowByRowCost { get; }

    public LeadTexts Texts => Intake.Texts;

    /// <summary>Whether both questions are about the same texts, so that one call can ask both.</summary>
    public bool SharesTextsWith(Strand other) => ReferenceEquals(Texts, other.Texts);

    /// <summary>Whether a text is settled before the first call of this run.</summary>
    public bool IsSettled(int text) => Intake.Decisions[text] is not null || !Replay.Find(0, Texts.Key(text)).IsOpen;

    /// <summary>Rows by who decided, for a job that ends as it stands.</summary>
    public JobTally Tally(UndecidedReason unreached) => JobTally.Of(Texts, Plan.Decisions, unreached);

    private static void LeaveOutTooLong(Question question, Intake intake, JobContext context)
    {
        for (var text = 0; text < intake.Texts.Count; text++)
        {
            var ask = new Ask(question, [intake.Texts.Text(text)]);
            if (intake.Decisions[text] is null && !context.Teacher.Fits(ask) && context.Second?.Fits(ask) != true)
            {
                intake.Decisions[text] = Decision.Undecided(UndecidedReason.TooLong);
            }
        }
    }
}
