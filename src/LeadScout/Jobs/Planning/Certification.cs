using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// The decisions frozen at one moment, and the audits that prove them. The student goes on learning; where it comes to doubt a frozen
/// decision, that text becomes risky and is asked. Not thread-safe.
/// </summary>
internal sealed class Certification
{
    // Audits planned ahead of their outcomes: a share of those expected, so that the last ones are not wasted.
    private const double Ahead = 0.6;

    private readonly Auditor _auditor;
    private readonly int[] _texts;
    private readonly Prediction[] _frozen;
    private readonly int[] _indexOf; // by index in the list; -1 for a text that was not frozen
    private readonly double[] _risks;
    private readonly int[] _weights;
    private readonly HashSet<int> _pending = [];
    private int _pendingAudits;
    private AuditPlan? _remaining; // null once it has changed
    private AuditPlan _plan;
    private Queue<int> _riskiest = new();
    private int _stepsBeforeReplanning;

    /// <param name="budget">What is to be proven, the confidence being this attempt's share of the job's.</param>
    /// <param name="listRows">Rows of the whole list.</param>
    /// <param name="texts">The texts whose decisions are frozen, by their index in the list.</param>
    /// <param name="predictions">By index in the list: what the student says now.</param>
    /// <param name="rows">By index in the list.</param>
    /// <param name="seed">Of the sampler.</param>
    public Certification(ErrorBudget budget, long listRows, int[] texts, ReadOnlySpan<Prediction> predictions, int[] rows, ulong seed)
    {
        _texts = texts;
        _indexOf = new int[rows.Length];
        Array.Fill(_indexOf, -1);
        _frozen = new Prediction[texts.Length];
        _risks = new double[texts.Length];
        _weights = new int[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            _indexOf[texts[i]] = i;
            (_frozen[i], _weights[i], _risks[i]) = (predictions[texts[i]], rows[texts[i]], predictions[texts[i]].ErrorProbability);
        }

        _auditor = new Auditor(budget, listRows, _weights, _risks, seed);
    }

    /// <summary>Whether the budget is proven.</summary>
    public bool Holds => _auditor.Holds;

    /// <summary>What is proven so far.</summary>
    public Certificate Certificate => _auditor.Certificate;

    /// <summary>The frozen decision of a text, or null for one that was not frozen.</summary>
    public Prediction? Frozen(int text) => _indexOf[text] is >= 0 and var index ? _frozen[index] : null;

    /// <summary>
    /// Takes over the student's present doubts: where it would now say something else, the frozen decision is as risky as the student is
    /// sure.
    /// </summary>
    public void Reassess(ReadOnlySpan<Prediction> predictions)
    {
        for (var i = 0; i < _texts.Length; i++)
        {
            var now = predictions[_texts[i]];
            _risks[i] = now.Label == _frozen[i].Label ? now.ErrorProbability : 1 - now.ErrorProbability;
        }

        _auditor.Reassess(_risks);
        _remaining = null;
    }

    /// <summary>What is left to do, by the doubts of the moment and the audits so far.</summary>
    public AuditPlan Remaining() => _remaining ??= _auditor.Plan();

    /// <summary>
    /// Plans the next steps: texts asked outright where that is cheaper, else audits; none while those pending may well suffice.
    /// </summary>
    /// <param name="most">The most steps: what one call holds.</param>
    /// <param name="question">The question, for the audits' labels.</param>
    public List<Proposal> NextSteps(int most, Question question)
    {
        var asks = new List<Proposal>();
        if (Holds)
        {
            return asks;
        }

        Replan();
        // Audits go on beside what is asked outright: they alone tell whether the doubts are right.
        var share = _plan.Audits > 0 ? (most + 1) / 2 : most;
        while (asks.Count < share && _riskiest.TryDequeue(out var i))
        {
            if (!_auditor.IsPlanned(i))
            {
                _auditor.AskOutright(i);
                _pending.Add(i);
                asks.Add(new Proposal(new TextIndex(_texts[i])));
            }
        }

        var ahead = double.IsFinite(_plan.Audits) ? Math.Min(most, (int)Math.Ceiling(Ahead * _plan.Audits)) : 0;
        while (_auditor.CanDraw && ((asks.Count < most && _pendingAudits < ahead) || asks.Count + _pending.Count == 0))
        {
            asks.Add(DrawAudit(question));
        }

        _remaining = asks.Count == 0 ? _remaining : null;
        return asks;
    }

    /// <summary>Gives the outcome of a planned step; texts that were in flight at the freeze are none of its business.</summary>
    /// <param name="text">The text.</param>
    /// <param name="outcome">The teacher's label, or that it gave none: then the frozen decision counts as wrong.</param>
    /// <param name="audit">Whether it was an audit.</param>
    public void Reveal(TextIndex text, AskOutcome outcome, bool audit)
    {
        if (_indexOf[text] is >= 0 and var index && _pending.Remove(index))
        {
            _pendingAudits -= audit ? 1 : 0;
            _auditor.Reveal(index, outcome.Label != _frozen[index].Label);
            _remaining = null;
        }
    }

    /// <summary>At every step; over a longer list than a student studies less often, so that a step takes no longer than there.</summary>
    private void Replan()
    {
        if (_stepsBeforeReplanning-- > 0)
        {
            return;
        }

        _stepsBeforeReplanning = Math.Max(0, _texts.Length - 1) / TrainingPool.Most;
        _plan = Remaining();
        _riskiest = _plan.Outright == 0
            ? new()
            : new(
                Open().Where(i => _weights[i] * ScaledRisk(i) >= _plan.LeastWrongRows).OrderByDescending(i => _weights[i] * ScaledRisk(i)).ThenBy(i => i));
    }

    private Proposal DrawAudit(Question question)
    {
        var drawn = _auditor.DrawAudit(out var probability);
        _pendingAudits++;
        _pending.Add(drawn);
        return new Proposal(new TextIndex(_texts[drawn]), new AuditMark(question.Labels[_frozen[drawn].Label].Name, probability));
    }

    private IEnumerable<int> Open() => Enumerable.Range(0, _texts.Length).Where(i => !_auditor.IsPlanned(i));

    private double ScaledRisk(int i) => Math.Min(1, _risks[i] * _auditor.RiskFactor);
}
