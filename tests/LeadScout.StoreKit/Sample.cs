using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.StoreKit;

/// <summary>Values with every field set, and each differently, so that a field forgotten or swapped shows.</summary>
internal static class Sample
{
    public const string Teacher = "openai:gpt-5-mini";

    public static readonly DateTimeOffset Start = new DateTimeOffset(2026, 3, 29, 0, 59, 59, TimeSpan.Zero).AddTicks(1234567);

    public static readonly QuestionVersion Question = new(new Hash128(0xFEDC_BA98_7654_3210, 0x0123_4567_89AB_CDEF));

    public static readonly QuestionVersion OtherQuestion = new(new Hash128(0, 1));

    public static JobId JobId(int number) => new(number.ToString("x12", System.Globalization.CultureInfo.InvariantCulture));

    public static Job Job(int number = 1) => new()
    {
        Id = JobId(number),
        InputName = "leads \"März\".csv",
        InputHash = "c0ffee",
        OutputName = "leads.labelled.csv",
        QuestionName = "department",
        Question = Question,
        Teacher = Teacher,
        Settings = new JobSettings
        {
            Budget = new ErrorBudget(0.1 + 0.2, 0.999),
            RowsPerCall = 7,
            Concurrency = 3,
            Seed = ulong.MaxValue,
            Learn = LearnMode.Deferred,
            Limit = 100,
            SelfCheck = 12,
            AloneCheck = 8,
            Canaries = 2,
            MaxCost = new Money(5_000_000_001),
            MaxText = 500,
            LongTexts = LongTexts.Skip,
            OnUndecided = OnUndecided.Guess,
            Hints = ["last year"],
            Keep = new KeepSettings("vendor") { Reopen = ["Sales"] },
            OutColumns = ImmutableSortedDictionary<string, string>.Empty.Add("department", "dept"),
            PlanRevision = 1,
            LabelBudgets = [new LabelBudget("Sales", MaxError: 0.01, MinRecall: 0.95)],
            Certify = new CertifySettings
            {
                LabelColumns = ["vendor", "Abteilung"],
                LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("Vertrieb", "Sales"),
                UnknownLabels = UnknownLabels.Skip,
                MaxAudits = 77,
            },
        },
        Invocation = ImmutableSortedDictionary<string, string>.Empty.Add("input", "/data/O'Hara \\ Söhne.csv")
            .Add("question", "department"),
        LogPosition = 42,
        VerdictPosition = 6,
        State = JobState.OutOfMoney,
        CreatedAt = Start.AddMinutes(number),
        UpdatedAt = Start.AddMinutes(number).AddTicks(1),
        Report = Report,
    };

    public static JobReport Report { get; } = new()
    {
        Rows = 5_000_000_000,
        DistinctTexts = 12,
        UndecidedRows = ImmutableSortedDictionary<UndecidedReason, long>.Empty.Add(UndecidedReason.OutOfMoney, 4)
            .Add(UndecidedReason.Blank, 5),
        RowsBySource = ImmutableSortedDictionary<DecisionSource, long>.Empty.Add(DecisionSource.Teacher, 6).Add(DecisionSource.Person, 7),
        AskedTexts = 8,
        AskedTextsIfDeferred = 9,
        Calls = 10,
        LostCalls = 11,
        CallsInSequence = 17,
        SelfConsistency = new SelfConsistency(50, 3),
        AnsweredAlone = new AnsweredAlone(40, 2, 30, 1, 0.95),
        FailedCalls = 13,
        UncountedCalls = 14,
        NotBilledCalls = 15,
        PossiblyBilledCalls = 16,
        PossiblyBilled = new Money(17),
        Released = new Money(18),
        Usage = new Usage(100, 20, 30),
        Cost = new Money(123_456_789),
        Savings = new Savings { Rows = 18, RowByRow = new SavingsStep(18, 18, new Money(1_800)), Asked = new SavingsStep(9, 2, null), IsFree = true },
        Embeddings = new EmbeddingBill("openai:embedder", 40, 3, 1, 700, new Money(14_000)) { PossiblyBilled = new Money(60) },
        RowByRowCost = new Money(long.MaxValue),
        Certificate = new Certificate { Budget = new ErrorBudget(0.05, 0.9), UpperBound = 1d / 3, Audits = 149, AuditErrors = 2 },
        Models = [new ReportedModel(Teacher, "model-2026-01", 9, Start)],
        PromptHash = "c0ffee",
        KeptRows = 5_000_000_000,
        Canaries = new CanaryReport(2, 3),
        DriftAlarms = [new DriftAlarm("department", 150, 12, 21.5)],
        Certified = new CertifiedList
        {
            Budget = new ErrorBudget(0.05, 0.9),
            Rows = 6_000_000_000,
            LeftOutRows = 3,
            KnownRows = 4,
            Audits = 60,
            Columns =
            [
                new CertifiedColumn
                {
                    Column = "vendor",
                    Verdict = ErrorVerdict.Refuted,
                    LowerBound = 0.06,
                    UpperBound = 1d / 3,
                    UpperBoundCorrected = 0.3,
                    Audits = 60,
                    AuditErrors = 12,
                    WrongRows = 900,
                    UnknownLabelRows = 5,
                    Confusions = [new LabelConfusion(null, "Sales", 2, 7, 17)],
                    ListVerdict = ErrorVerdict.Open,
                    Labels = [GivenLabel],
                },
            ],
        },
        PatternsPerCall = Math.PI,
        HelpfulPatterns = 321,
        PatternsPerAnswer = 0.75,
        Probed = true,
        Elapsed = new TimeSpan(1, 2, 3, 4, 5).Add(TimeSpan.FromTicks(6)),
    };

    private static LabelCertificate GivenLabel => new()
    {
        Label = "Sales",
        Rows = 5_000_000_000,
        CertifiedRows = 4_900_000_000,
        StudentRows = 4_000_000_000,
        WrongRowsAtMost = 3_000_000_000,
        MissedRowsAtMost = 2_500_000_000,
        ErrorAtMost = 0.6,
        RecallAtLeast = 1d / 3,
        Audits = 31,
        AuditErrors = 7,
        AsksToKnow = 12,
        MaxError = 0.01,
        MinRecall = 0.99,
        AskedForBudget = 2,
        Holds = false,
        IsRefuted = true,
    };

    public static Answer Answer(string text, string by = Teacher) => new()
    {
        Question = Question,
        Key = TextKey.Of(text),
        Text = text,
        Label = "Sales",
        Source = AnswerSource.Teacher,
        By = by,
        At = Start,
    };

    public static Answer FromPerson(string text, string by = "mira") => Answer(text, by) with { Source = AnswerSource.Person };

    public static PatternVerdict Verdict(string pattern, bool retired = true) => new()
    {
        Question = Question,
        Pattern = pattern,
        Retired = retired,
        By = "mira",
        At = Start,
    };

    public static AppliedPattern Applied(int job, string pattern, int texts = 3, long rows = 5_000_000_000) =>
        new(JobId(job), Question, PatternKey.Of(pattern), texts, rows);

    public static CallIntent Intent(JobId? job, params string[] texts) => new()
    {
        Job = job,
        Batch = BatchId.OfPlan(5),
        Attempt = 2,
        Teacher = Teacher,
        Questions = [Question, OtherQuestion],
        Texts = [.. texts.Select(TextKey.Of)],
        Ceiling = new Money(1_000_000_007),
        At = Start,
    };

    public static CallEnd End(long call, params Answer[] answers) => new()
    {
        Call = call,
        State = CallState.Answered,
        Usage = new Usage(1000, 200, 30),
        Billing = Billing.Measured,
        Cost = new Money(123_456_789),
        At = Start.AddSeconds(1),
        Answers = [.. answers],
    };
}
