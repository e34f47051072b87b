using LeadScout.Cascades;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>One question of a job: its texts, what is known of it, its own plan with budget and certificate, and what row by row would cost.</summary>
internal sealed class Strand
{
    public Strand(Question question, Intake intake, JobKnowledge knowledge, JobSettings settings, ITeacher teacher)
    {
        (Question, Intake, Replay) = (question, intake, knowledge.Replay);
        Plan = settings.Learn != LearnMode.Immediate || settings.Budget.MaxError == 0
            ? new AskEverythingPlan(intake, settings)
            : new LearningPlan(intake, knowledge, question, settings);
        RowByRowCost = RowByRow.CostOf(intake.Texts, question, teacher);
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
}
