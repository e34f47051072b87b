using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Texts;

namespace LeadScout.Tests.Fakes;

/// <summary>What plans are made of, without a job around them.</summary>
internal static class Plans
{
    public static readonly Question Level = new("level", "Which level?", TextTemplate.Parse("{Title}"), [new Label("High"), new Label("Low")]);

    public static Decision Teacher(int label) => Decision.By(DecisionSource.Teacher, label);

    public static Decision Exact(int label) => Decision.By(DecisionSource.Exact, label);

    public static Decision Person(int label) => Decision.By(DecisionSource.Person, label);

    public static Decision Student(int label) => Decision.ByStudent(label, 0.9);

    public static LeadTexts Texts(params ReadOnlySpan<string> rows)
    {
        var texts = new LeadTexts(TextKeys.Plain);
        foreach (var row in rows)
        {
            texts.Add(row);
        }

        return texts;
    }

    /// <param name="texts">The list's.</param>
    /// <param name="known">By text: what is known beforehand; of those behind it nothing.</param>
    public static Intake Of(LeadTexts texts, params Decision?[] known) =>
        new(texts, [.. known, .. new Decision?[texts.Count - known.Length]], new DeferredAsks(new()));

    public static JobKnowledge Knowledge(Question? question = null) => new(
        new KnownDecisions(question ?? Samples.Question), new Dictionary<TextKey, string>(), new JobReplay(question ?? Samples.Question, new(), null));

    public static QuestionRun Run(JobPlan plan, Intake intake, Question? question = null, JobKnowledge? knowledge = null) =>
        new(question ?? Samples.Question, intake, knowledge ?? Knowledge(question), plan) { Seeds = SeedSequence.Of(1, "test", 0) };

    public static JobContext Context(JobRequest request, TeacherProfile teacher, Job? job = null) => new()
    {
        Job = job ?? JobOf(request),
        Request = request,
        Teacher = teacher,
        Store = new InMemoryStore(),
        Retry = new RetryPolicy(),
        Clock = TimeProvider.System,
    };

    public static Job JobOf(JobRequest request) => new()
    {
        Id = JobIdentity.Of(request, "fake:teacher", null),
        InputName = request.Input.Name,
        InputHash = request.Input.Hash,
        OutputName = request.OutputName,
        QuestionName = request.QuestionNames,
        Question = request.Version,
        Teacher = "fake:teacher",
        Settings = request.Settings,
        LogPosition = 0,
        CreatedAt = default,
        UpdatedAt = default,
    };

    public static IEnumerable<int> Proposed(JobPlan plan) => plan.Propose().Select(proposal => proposal.Text.Value);

    /// <summary>Proposes what it is told to, and remembers what it is asked.</summary>
    public sealed class Stub(Intake intake) : JobPlan(intake)
    {
        public Queue<int[]> ToPropose { get; init; } = [];

        public HashSet<int> Joins { get; init; } = [];

        public List<int> AskedToJoin { get; } = [];

        public List<(int Text, bool Audit, AskOutcome Outcome)> Folded { get; } = [];

        public Func<int, Prediction>? Says { get; init; }

        public override Func<int, Prediction>? Guess => Says;

        public int MostCalls { get; init; } = int.MaxValue;

        public override JobPhase Phase => JobPhase.Learning;

        public override int Window => MostCalls;

        public override Certificate Certificate { get; } = new() { Budget = new(0.02, 0.95), UpperBound = 0.015, Audits = 7, AuditErrors = 1 };

        public override ForecastFeatures FeaturesFor(double textsPerCall) => ForecastFeatures.Nothing;

        public override IReadOnlyList<Proposal> Propose() => ToPropose.TryDequeue(out var texts)
            ? [.. texts.Select(text => new Proposal(new TextIndex(text), text % 2 == 0 ? null : new AuditMark("Sales", 0.5)))]
            : [];

        public override bool Join(TextIndex text)
        {
            AskedToJoin.Add(text);
            return Joins.Contains(text);
        }

        public override void Fold(TextIndex text, bool audit, AskOutcome outcome) => Folded.Add((text, audit, outcome));

        public override void Conclude() => Folded.Clear();
    }
}
