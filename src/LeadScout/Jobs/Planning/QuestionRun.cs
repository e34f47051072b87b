using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// One question of a job: its texts, what is known of it, its own plan with budget and certificate, and what row by row would cost. Not
/// thread-safe.
/// </summary>
internal sealed class QuestionRun
{
    private readonly JobKnowledge _knowledge;

    /// <param name="question">The question.</param>
    /// <param name="intake">Its texts.</param>
    /// <param name="knowledge">What the log and the journal hold for it.</param>
    /// <param name="plan">What it asks.</param>
    public QuestionRun(Question question, Intake intake, JobKnowledge knowledge, JobPlan plan)
    {
        (Question, Intake, _knowledge) = (question, intake, knowledge);
        Plan = Learned = plan;
    }

    /// <summary>The question run of a job's question.</summary>
    public static QuestionRun Of(
        Question question, Intake intake, JobKnowledge knowledge, JobContext context, JobVectors? vectors = null)
    {
        LeaveOutTooLong(question, intake, context);
        var settings = context.Request.Settings;
        var rowByRow = RowByRow.CostOf(intake.Texts, question, context.Teacher);
        intake = intake with
        {
            RowByRowCost = rowByRow,
            Prices = PromptPrices.Of(rowByRow, intake.Texts, question, context.Teacher, context.Second, settings.RowsPerCall),
        };
        var seeds = SeedSequence.Of(settings.Seed, $"job {context.Job.Id}, question {question.Version}", knowledge.Began);
        var nothingToLearnFor = !intake.Decisions.Contains(null); // a student takes longer to build than the whole of such a list to write
        JobPlan plan = intake.Given is { } given ? new CertifyPlan(intake, given, question, settings, seeds, context.Request.LimitsOf(question))
            : settings.Learn != LearnMode.Immediate || settings.Budget.MaxError == 0 || nothingToLearnFor
            ? new AskEverythingPlan(intake, settings)
            : new LearningPlan(
                intake,
                knowledge,
                question,
                settings,
                seeds,
                new LearningPlanOptions
                {
                    Cores = context.Cores,
                    FillsCalls = knowledge.Texts.Count > 0 && context.Job.Settings.PlanRevision > 0,
                    Vectors = vectors,
                    Judges = vectors is not null || context.Request.Embedder is null ? context.Judges : null,
                    Limits = context.Request.LimitsOf(question),
                    Hints = intake.Hints,
                });
        return new QuestionRun(question, intake, knowledge, plan) { Seeds = seeds };
    }

    public Question Question { get; }

    public Intake Intake { get; }

    /// <summary>Of what is drawn by chance for this question.</summary>
    public required SeedSequence Seeds { get; init; }

    /// <summary>What the job has found out about it in earlier runs.</summary>
    public JobReplay Replay => _knowledge.Replay;

    /// <summary>The plan that learns and certifies.</summary>
    public JobPlan Learned { get; }

    /// <summary>The plan at work: <see cref="Learned"/>, and once that is concluded its repair.</summary>
    public JobPlan Plan { get; private set; }

    /// <summary>By text: what a call for each of its rows would cost; null where the price is unknown.</summary>
    public Money[]? RowByRowCost => Intake.RowByRowCost;

    public LeadTexts Texts => Intake.Texts;

    /// <summary>Whether both questions are about the same texts, so that one call can ask both.</summary>
    public bool SharesTextsWith(QuestionRun other) => ReferenceEquals(Texts, other.Texts);

    /// <summary>What an earlier run, or another job since, has settled about a text.</summary>
    public AskOutcome Settled(int text) => Replay.Find(default, Texts.Key(text));

    /// <summary>Texts that were not known when the job began, but are settled before the first call of this run.</summary>
    public int SettledTexts() => Enumerable.Range(0, Texts.Count).Count(text => Intake.Decisions[text] is null && !Settled(text).IsOpen);

    /// <summary>The question about a text, ready to be asked.</summary>
    /// <param name="text">The text's index in <see cref="Texts"/>.</param>
    /// <param name="audit">Set when it is an audit.</param>
    public PlannedAsk AskAbout(TextIndex text, AuditMark? audit = null)
    {
        var key = Texts.Key(text);
        return new PlannedAsk(Question, key, Texts.Text(text), audit) { IsGivenUp = Replay.IsGivenUp(key) };
    }

    /// <summary>Takes in what came of an ask.</summary>
    public void Fold(PlannedAsk ask, AskOutcome outcome) => Plan.Fold(Texts.IndexOf(ask.Key), ask.Audit is not null, outcome);

    /// <summary>Rows by who decided, for a job that ends as it stands.</summary>
    public JobTally Tally(UndecidedReason unreached) => JobTally.Of(Texts, Plan.Decisions, unreached);

    /// <summary>Nothing is left to learn: decides what the student decides, and turns to what has to be repaired of it.</summary>
    public void Conclude()
    {
        Learned.Conclude();
        if (Learned.Certified is not null)
        {
            return; // nothing was decided by a pattern
        }

        Plan = new RepairPlan(Learned, Intake, _knowledge.RetiredSince, _knowledge.Corrections);
    }

    /// <summary>What persons have said about its texts since the job began, and what the bound is with it; null for nothing.</summary>
    public (int Texts, int Contradicted, double UpperBound)? Corrected()
    {
        var (texts, contradicted) = (0, 0);
        for (var text = 0; text < Texts.Count; text++)
        {
            if (_knowledge.Corrections.TryGetValue(Texts.Key(text), out var label))
            {
                texts++;
                contradicted += Learned.Decisions[text] is { IsDecided: true } decision && decision.Label != label ? 1 : 0;
            }
        }

        return texts == 0 ? null
            : (texts, contradicted, Learned is CertifyPlan certify ? certify.BoundWith(_knowledge.Corrections) : Learned.Certificate.UpperBound);
    }

    /// <summary>The repair as it would be if a pattern were not retired.</summary>
    public RepairPlan RepairWithout(string pattern) =>
        new(Learned, Intake, _knowledge.RetiredSince.Where(retired => retired != pattern), _knowledge.Corrections);

    /// <summary>The same question, planned by who knows what its texts mean.</summary>
    public QuestionRun Seeing(JobVectors vectors, JobContext context) => Of(Question, Intake, _knowledge, context, vectors);

    /// <summary>
    /// The texts whose meaning the plan would look at, each once: those of the list that are to be decided, and those answered before.
    /// </summary>
    public IEnumerable<KeyValuePair<TextKey, string>> TextsToEmbed()
    {
        if (Learned is not LearningPlan)
        {
            yield break;
        }

        for (var text = 0; text < Texts.Count; text++)
        {
            if (Intake.Decisions[text] is null)
            {
                yield return KeyValuePair.Create(Texts.Key(text), Texts.Text(text));
            }
        }

        foreach (var answered in LearningPlan.LessonsBefore(_knowledge))
        {
            yield return answered;
        }
    }

    /// <summary>The same question with another plan.</summary>
    public QuestionRun With(JobPlan plan) => new(Question, Intake, _knowledge, plan) { Seeds = Seeds };

    /// <summary>The calls that ask about some texts when nothing else is asked beside.</summary>
    public IEnumerable<Ask> Packed(IEnumerable<int> texts, int textsPerCall, Func<Ask, bool> fits)
    {
        var packer = new BatchPacker([this], textsPerCall, fits);
        foreach (var text in texts)
        {
            packer.Add(this, new Proposal(new TextIndex(text)));
        }

        while (packer.Count > 0)
        {
            yield return new Ask(Question, [.. packer.Take().Select(ask => ask.Text)]);
        }
    }

    /// <summary>
    /// The most that a call about the first texts without a decision can cost, by so many at most: what a spending limit must leave before
    /// anything is asked. Zero with nothing to ask, null where the price is unknown.
    /// </summary>
    public Money? CallCeiling(int textsPerCall, TeacherProfile teacher) => teacher.Price is not { } price ? null
        : Packed(Enumerable.Range(0, Texts.Count).Where(text => Intake.Decisions[text] is null && Settled(text).IsOpen).Take(textsPerCall), textsPerCall, teacher.Fits)
            .Select(ask => price.Of(teacher.Ceiling(ask))).FirstOrDefault();

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
