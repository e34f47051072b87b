using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Asks what teaches most until freezing the student is cheaper than asking on, then audits the frozen decisions until they are proven. An
/// attempt that turns out dearer than a new freeze is given up: its audits were lessons, and the next attempt has what is left of the
/// confidence.
/// </summary>
internal sealed class LearningPlan : JobPlan
{
    // The first attempt gets this share of the error probability, the next the same share of the rest, and so on.
    private const double AttemptShare = 0.9;
    private const int MostAttempts = 2;
    private const int BatchesToJoin = 2;

    // Of fewer answers a label, the student's doubts say nothing.
    private const int AnswersPerLabel = 3;

    // Before so many answers what the student foresees says little about what it is worth.
    private const int MostBeforeLooking = 320;

    // A new freeze has to be this much cheaper than going on, or noise would throw evidence away.
    private const double WorthANewAttempt = 0.5;

    private readonly Question _question;
    private readonly JobSettings _settings;
    private readonly SeedSequence _seeds;
    private readonly LeadTexts _texts;
    private readonly long _listRows; // of which the budget is a share
    private readonly int[] _rows;
    private readonly ActiveLearner _learner;
    private readonly int _firstLook;
    private readonly double _nearness;
    private readonly IReadOnlyList<LabelLimit> _limits;
    private readonly bool _fillsCalls;
    private Certification? _certification;
    private double _alphaLeft;
    private int _attempts;
    private int _earlierAudits;
    private int _earlierAuditErrors;

    /// <param name="intake">The list.</param>
    /// <param name="knowledge">What the log holds for it.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="settings">How.</param>
    /// <param name="seeds">Of what is drawn by chance.</param>
    /// <param name="options">What else; null for nothing.</param>
    public LearningPlan(
        Intake intake,
        JobKnowledge knowledge,
        Question question,
        JobSettings settings,
        SeedSequence seeds,
        LearningPlanOptions? options = null)
        : base(intake)
    {
        (_texts, _question, _settings, _seeds) = (intake.Texts, question, settings, seeds);
        _listRows = intake.RowsToDecide;
        _alphaLeft = settings.Budget.Alpha;
        _firstLook = Math.Min(MostBeforeLooking, 2 * settings.RowsPerCall * settings.Concurrency);
        _rows =
            [.. Enumerable.Range(0, _texts.Count).Select(text => this[text] is null ? (int)Math.Min(int.MaxValue, _texts.Rows(text)) : 0)];
        options ??= new LearningPlanOptions();
        (_limits, _fillsCalls) = (options.Limits, options.FillsCalls);
        _learner = new ActiveLearner(new LearningTask
        {
            Rows = _rows,
            Normalised = text => TextNormaliser.Normalise(_texts.Text(text)),
            Labels = question.Labels.Length,
            Retired = knowledge.Retired,
            Known = KnownBefore(knowledge),
            Studied = TrainingPool.Of(_rows, seeds.Spawn("studied")),
            Seed = seeds.Spawn("scouts"),
            Mislead = options.Mislead,
            Cores = options.Cores,
            Vectors = options.Vectors is { } vectors
                ? Lookup(vectors, [.. LessonsBefore(knowledge).Select(lesson => lesson.Key)])
                : null,
            Share = options.Judges is { } judges ? () => judges.Share(question.Version) : null,
            Hints = options.Hints is { } hints ? new HintLookup(hints.LabelOf, hints.Of) : null,
        });
        _nearness = Undecided().Select(_learner.Nearness).Average() ?? 0;
    }

    /// <summary>The student, and what it is asked to learn from.</summary>
    public ActiveLearner Learner => _learner;

    public override JobPhase Phase => _certification is null ? JobPhase.Learning : JobPhase.Certifying;

    public override int Window => _certification is { Holds: true } ? int.MaxValue : LearningWindow.CallsAfter(_learner.AnswerCount, _settings.RowsPerCall);

    public override Certificate Certificate
    {
        get
        {
            var latest = _certification?.Certificate;
            return new Certificate
            {
                Budget = _settings.Budget,
                UpperBound = latest?.UpperBound ?? 0,
                Audits = _earlierAudits + (latest?.Audits ?? 0),
                AuditErrors = _earlierAuditErrors + (latest?.AuditErrors ?? 0),
            };
        }
    }

    public override Func<int, LabelBounds>? Bounds => _certification is { } latest ? latest.Bounds : null;

    public override IReadOnlyList<LabelGoal> Goals => _certification?.Labels.Goals ?? [];

    public override Func<int, Prediction>? Guess => _learner.Predict;

    public override long DecidableRows() => _learner.AnswerCount < AnswersPerLabel * _question.Labels.Length
        ? 0
        : RowsWithinBudget.Of(
            Undecided().Select(text => (_rows[text], _learner.Predictions[text].ErrorProbability)),
            _settings.Budget.WrongRows(_listRows));

    private ErrorBudget NextBudget => new(_settings.Budget.MaxError, 1 - (_alphaLeft * AttemptShare));

    public override ForecastFeatures FeaturesFor(double textsPerCall)
    {
        var undecided = Undecided().Count();
        var inFlight = undecided - Open().Count();
        if (_certification is { AllHold: true })
        {
            return ForecastFeatures.Nothing with { Open = inFlight, Certain = inFlight, TextsPerCall = textsPerCall };
        }

        // Until the first look it asks whatever comes, and the window runs ahead of the answers that the look waits for.
        var window = (Math.Min(_settings.Concurrency, Window) - 1) * textsPerCall;
        var certain = Phase == JobPhase.Learning
            ? Math.Max(inFlight, Math.Max(_firstLook, _learner.StaleAt) - _learner.AnswerCount + (int)window)
            : inFlight;
        return new ForecastFeatures
        {
            Open = undecided,
            Certain = Math.Min(undecided, certain),
            TextsPerCall = textsPerCall,
            Answers = _learner.AnswerCount,
            Planned = inFlight + (_certification?.RemainingAsks() ?? PlanFor(NextBudget).Asks),
            ForLabels = _certification is null ? ForLabels() : 0,
            Nearness = _nearness,
            MaxError = _settings.Budget.MaxError,
        };
    }

    public override IReadOnlyList<Proposal> Propose()
    {
        if (_learner.IsStale)
        {
            _learner.Rescore();
            Look();
        }

        if (_certification is null)
        {
            int[] chosen = [.. _learner.NextBatch(_settings.RowsPerCall)];
            if (chosen.Length > 0 || _learner.StudiesAll)
            {
                return Array.ConvertAll(chosen, text => new Proposal(new TextIndex(text)));
            }

            // All that was studied is asked: what is left of the list is audited and, where that is cheaper, asked outright.
            Freeze();
        }

        var asks = _certification!.NextSteps(_settings.RowsPerCall, _question);
        foreach (var ask in asks)
        {
            _learner.Ask(ask.Text);
        }

        return asks;
    }

    public override bool Join(TextIndex text)
    {
        // What it would ask itself in its next batches. An answer costs more than the text it is about: to take every one along is dearer
        // than two jobs. After the freeze the sampler alone chooses what to ask.
        if (_certification is not null || this[text] is not null || !_learner.IsAmongNext(text, BatchesToJoin * _settings.RowsPerCall))
        {
            return false;
        }

        _learner.Ask(text);
        return true;
    }

    public override void Fold(TextIndex text, bool audit, AskOutcome outcome)
    {
        if (outcome.IsOpen)
        {
            return;
        }

        Decide(text, outcome);
        _certification?.Reveal(text, outcome, audit);
        if (outcome.IsAnswered)
        {
            _learner.Learn(text, new LabelIndex(outcome.Label));
        }
    }

    public override void Conclude()
    {
        for (var text = 0; text < _texts.Count; text++)
        {
            if (this[text] is null && _certification?.Frozen(text) is { } frozen)
            {
                this[text] = Decision.ByStudent(frozen.Label, 1 - frozen.ErrorProbability);
                Use.Add(
                    _texts.Key(text),
                    _texts.Rows(text),
                    DecisivePatterns.Of(_learner.Explain(text, frozen)).Select(c => _learner.Name(c.Feature)));
            }
        }
    }

    /// <summary>Weighs, whenever the answers have grown a little, whether to freeze, to go on, or to begin again.</summary>
    private void Look()
    {
        if (_learner.AnswerCount < _firstLook)
        {
            return;
        }

        _certification?.Reassess(_learner.Predictions);
        var plan = PlanFor(NextBudget);
        if (_certification is { Holds: false } failing && _attempts < MostAttempts
            && plan.Asks < WorthANewAttempt * failing.Remaining().Asks)
        {
            _earlierAudits += failing.Certificate.Audits;
            _earlierAuditErrors += failing.Certificate.AuditErrors;
            _certification = null;
        }

        if (_certification is null && plan.Outright <= _settings.RowsPerCall)
        {
            Freeze();
        }
    }

    private void Freeze()
    {
        var budget = NextBudget;
        _learner.JudgeAll();
        _alphaLeft *= 1 - AttemptShare;
        _certification = new Certification(
            budget,
            _listRows,
            [.. Open()],
            _learner.Predictions,
            _rows,
            _seeds.Spawn("audits", _attempts++),
            _question.Labels.Length,
            new LabelBasis(RowsByLabel(), _limits))
        { FillsCalls = _fillsCalls };
    }

    /// <summary>By label: the rows of texts that have it for good.</summary>
    private long[] RowsByLabel()
    {
        var rows = new long[_question.Labels.Length];
        for (var text = 0; text < _texts.Count; text++)
        {
            if (this[text] is { IsDecided: true } decision)
            {
                rows[decision.Label] += _texts.Rows(text);
            }
        }

        return rows;
    }

    /// <summary>Texts that the budgets by label will probably take beside the list's own, by what the student says now.</summary>
    private double ForLabels()
    {
        if (_limits.Count == 0)
        {
            return 0;
        }

        var (open, rows, texts) = (0, RowsByLabel(), new int[_question.Labels.Length]);
        foreach (var text in Open())
        {
            var label = _learner.Predictions[text].Label;
            (open, rows[label], texts[label]) = (open + 1, rows[label] + _rows[text], texts[label] + 1);
        }

        // Before the first answer the student says one label of all: then each counts as one like the others.
        var isBlank = _learner.AnswerCount == 0;
        var known = isBlank ? _listRows / rows.Length : 0;
        return _limits.Sum(limit => LabelForecast.Texts(
            limit,
            isBlank ? known : rows[limit.Label],
            _listRows,
            isBlank ? open / rows.Length : texts[limit.Label],
            open,
            LabelEvidence.AlphaOf(_limits.Count, NextBudget.Alpha)));
    }

    private IEnumerable<int> Undecided() => Enumerable.Range(0, _texts.Count).Where(text => _rows[text] > 0 && this[text] is null);

    private IEnumerable<int> Open() => Undecided().Where(_learner.IsOpen);

    private AuditPlan PlanFor(ErrorBudget budget) =>
        AuditPlan.For(budget, _listRows, Open().Select(text => (_rows[text], _learner.Predictions[text].ErrorProbability)));

    private IEnumerable<(int Text, string Normalised, int Label)> KnownBefore(JobKnowledge knowledge)
    {
        foreach (var (key, text) in LessonsBefore(knowledge))
        {
            var normalised = TextNormaliser.Normalise(text);
            yield return (_texts.IndexOf(text), normalised, knowledge.Known.Decide(key, normalised)!.Value.Label);
        }
    }

    /// <summary>The answers from before the job that it learns from, in their order.</summary>
    internal static IEnumerable<KeyValuePair<TextKey, string>> LessonsBefore(JobKnowledge knowledge) =>
        knowledge.Texts.Skip(knowledge.Texts.Count - TrainingPool.Most);

    private VectorLookup Lookup(JobVectors vectors, TextKey[] earlier) => new(
        vectors.Dimensions, text => vectors.Of(_texts.Key(text)), place => vectors.Of(earlier[place]));
}
