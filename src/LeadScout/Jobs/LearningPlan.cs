using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Forecasts;
using LeadScout.Learning;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs;

/// <summary>
/// Asks what teaches most until freezing the student is cheaper than asking on, then audits the frozen decisions until they are proven.
/// An attempt that turns out dearer than a new freeze is given up: its audits were lessons, and the next attempt has what is left of the confidence.
/// </summary>
internal sealed class LearningPlan : JobPlan
{
    // The first attempt gets this share of the error probability, the next the same share of the rest, and so on.
    private const double AttemptShare = 0.9;
    private const int MostAttempts = 2;

    // A new freeze has to be this much cheaper than going on, or noise would throw evidence away.
    private const double WorthANewAttempt = 0.5;

    private readonly Question _question;
    private readonly JobSettings _settings;
    private readonly BatchPacker _packer;
    private readonly LeadTexts _texts;
    private readonly int[] _rows;
    private readonly ListLearner _learner;
    private readonly int _firstLook;
    private readonly double _nearness;
    private readonly double _textsPerCall;
    private Certification? _certification;
    private double _alphaLeft;
    private int _attempts;
    private int _earlierAudits;
    private int _earlierAuditErrors;

    /// <param name="intake">The list.</param>
    /// <param name="knowledge">What the log holds for it.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="settings">How.</param>
    /// <param name="fits">Whether texts fit into one call.</param>
    /// <param name="mislead">Changes what the student says about a text: the certificate is held to students that are wrong. Null in a job.</param>
    public LearningPlan(
        Intake intake,
        JobKnowledge knowledge,
        Question question,
        JobSettings settings,
        Func<ImmutableArray<string>, bool> fits,
        Func<int, Prediction, Prediction>? mislead = null)
        : base(intake)
    {
        (_texts, _question, _settings) = (intake.Texts, question, settings);
        _packer = new BatchPacker(_texts, settings.RowsPerCall, fits);
        _alphaLeft = settings.Budget.Alpha;

        // The first window of asks is planned before a single answer is in; only what comes after shows what the student is worth.
        _firstLook = 2 * settings.RowsPerCall * settings.Concurrency;
        _rows = [.. Enumerable.Range(0, _texts.Count).Select(text => this[text] is null ? (int)Math.Min(int.MaxValue, _texts.Rows(text)) : 0)];
        _learner = new ListLearner(
            _rows,
            text => TextNormaliser.Normalise(_texts.Text(text)),
            question.Labels.Length,
            knowledge.Retired,
            KnownBefore(knowledge),
            StudiedTexts.Of(_rows, settings.Seed),
            settings.Seed,
            mislead);
        var undecided = Undecided();
        _textsPerCall = BatchPacker.TextsPerCall(_texts, Some(undecided), settings.RowsPerCall, fits);
        _nearness = undecided.Select(_learner.Nearness).Average() ?? 0;
    }

    public override JobPhase Phase => _certification is null ? JobPhase.Learning : JobPhase.Certifying;

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

    public override Func<int, Prediction>? Guess => _learner.Predict;

    public override Signs Signs
    {
        get
        {
            var undecided = Undecided();
            var open = Array.FindAll(undecided, _learner.IsOpen);
            var inFlight = undecided.Length - open.Length;
            if (_certification is { Holds: true })
            {
                return Signs.Nothing with { Open = inFlight, Certain = inFlight };
            }

            // Until the first look it asks whatever comes, and the window runs ahead of the answers that the look waits for.
            var window = (_settings.Concurrency - 1) * _textsPerCall;
            var certain = Phase == JobPhase.Learning ? Math.Max(inFlight, Math.Max(_firstLook, _learner.StaleAt) - _learner.AnswerCount + (int)window) : inFlight;
            return new Signs
            {
                Open = undecided.Length,
                Certain = Math.Min(undecided.Length, certain),
                TextsPerCall = _textsPerCall,
                Answers = _learner.AnswerCount,
                Planned = inFlight + (_certification?.Remaining() ?? PlanFor(NextBudget, open)).Asks,
                Nearness = _nearness,
                MaxError = _settings.Budget.MaxError,
            };
        }
    }

    private ErrorBudget NextBudget => new(_settings.Budget.MaxError, 1 - (_alphaLeft * AttemptShare));

    public override Batch? Next()
    {
        if (_packer.TryTake() is { } waiting)
        {
            return waiting;
        }

        if (_learner.IsStale)
        {
            _learner.Rescore();
            Look();
        }

        if (_certification is null)
        {
            _packer.Add(_learner.NextBatch(_settings.RowsPerCall));
            if (_packer.TryTake() is { } chosen)
            {
                return chosen;
            }

            if (_learner.StudiesAll)
            {
                return null;
            }

            // All that was studied is asked: what is left of the list is audited and, where that is cheaper, asked outright.
            Freeze(Array.FindAll(Undecided(), _learner.IsOpen));
        }

        if (_certification is not null)
        {
            foreach (var (text, mark) in _certification.NextSteps(_settings.RowsPerCall, _question))
            {
                _learner.Ask(text);
                _packer.Add(text, mark);
            }
        }

        return _packer.TryTake();
    }

    public override void Fold(Batch batch, ImmutableArray<TextOutcome> outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].IsOpen)
            {
                continue;
            }

            var text = batch.Texts[i];
            Decide(text, outcomes[i]);
            _certification?.Reveal(text, outcomes[i].Label, batch.AuditOf(i) is not null);
            if (outcomes[i].IsAnswered)
            {
                _learner.Learn(text, outcomes[i].Label);
            }
        }
    }

    public override void Conclude()
    {
        for (var text = 0; text < _texts.Count; text++)
        {
            if (this[text] is null && _certification?.Frozen(text) is { } frozen)
            {
                this[text] = Decision.ByStudent(frozen.Label, 1 - frozen.ErrorProbability);
                Use.Add(_texts.Key(text), _texts.Rows(text), DecisivePatterns.Of(_learner.Explain(text, frozen)).Select(c => _learner.Name(c.Feature)));
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
        var open = Array.FindAll(Undecided(), _learner.IsOpen);
        var budget = NextBudget;
        var plan = PlanFor(budget, open);
        if (_certification is { Holds: false } failing && _attempts < MostAttempts && plan.Asks < WorthANewAttempt * failing.Remaining().Asks)
        {
            _earlierAudits += failing.Certificate.Audits;
            _earlierAuditErrors += failing.Certificate.AuditErrors;
            _certification = null;
        }

        if (_certification is null && plan.Outright <= _settings.RowsPerCall)
        {
            Freeze(open);
        }
    }

    private void Freeze(int[] open)
    {
        var budget = NextBudget;
        _learner.JudgeAll();
        _alphaLeft *= 1 - AttemptShare;
        _certification = new Certification(budget, _texts.RowCount, open, _learner.Predictions, _rows, _settings.Seed + (ulong)_attempts++);
    }

    private int[] Undecided() => [.. Enumerable.Range(0, _texts.Count).Where(text => _rows[text] > 0 && this[text] is null)];

    private AuditPlan PlanFor(ErrorBudget budget, int[] open) => AuditPlan.For(
        budget, _texts.RowCount, Array.ConvertAll(open, text => _rows[text]), Array.ConvertAll(open, text => _learner.Predictions[text].ErrorProbability));

    /// <summary>All of up to as many texts as a student studies, else so many evenly spaced ones.</summary>
    private static int[] Some(int[] texts)
    {
        var stride = (texts.Length + StudiedTexts.Most - 1) / StudiedTexts.Most;
        return stride <= 1 ? texts : [.. texts.Where((_, i) => i % stride == 0)];
    }

    private IEnumerable<(int Text, string Normalised, int Label)> KnownBefore(JobKnowledge knowledge)
    {
        foreach (var (key, text) in knowledge.Texts.Skip(knowledge.Texts.Count - StudiedTexts.Most))
        {
            var normalised = TextNormaliser.Normalise(text);
            yield return (_texts.IndexOf(text), normalised, knowledge.Known.Decide(key, normalised)!.Value.Label);
        }
    }
}
