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

    // Where a proof is long, waiting for every call costs time and saves hardly an ask: of many expected, a few more are out.
    private const double AheadOfMany = 0.15;
    private const int MostCallsAhead = 4;

    private readonly Auditor _auditor;
    private readonly FrozenLabels _frozenLabels;
    private readonly int[] _rows;
    private readonly int[] _texts;
    private readonly Prediction[] _frozen;
    private readonly int[] _indexOf; // by index in the list; -1 for a text that was not frozen
    private readonly double[] _risks;
    private readonly int[] _weights;
    private readonly HashSet<int> _pending = [];
    private int _pendingAudits;
    private AuditPlan? _remaining; // null once it has changed
    private AuditPlan _plan;
    private Queue<(int Index, LabelGoal? For)> _riskiest = new();
    private int _stepsBeforeReplanning;

    /// <param name="budget">What is to be proven, the confidence being this attempt's share of the job's.</param>
    /// <param name="listRows">Rows of the whole list.</param>
    /// <param name="texts">The texts whose decisions are frozen, by their index in the list.</param>
    /// <param name="predictions">By index in the list: what the student says now.</param>
    /// <param name="rows">By index in the list.</param>
    /// <param name="seed">Of the sampler.</param>
    /// <param name="labels">Labels of the question.</param>
    /// <param name="basis">The budgets by label, and the rows that have a label already.</param>
    public Certification(
        ErrorBudget budget,
        long listRows,
        int[] texts,
        ReadOnlySpan<Prediction> predictions,
        int[] rows,
        ulong seed,
        int labels,
        LabelBasis basis)
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

        _rows = rows;
        _frozenLabels = new FrozenLabels(
            labels,
            Array.ConvertAll(_frozen, decision => decision.Label),
            Array.ConvertAll(_frozen, decision => decision.RunnerUp),
            basis.Limits.Select(limit => limit.Label));
        _auditor = new Auditor(budget, listRows, _weights, _risks, seed, labels: _frozenLabels, budgets: basis);
    }

    /// <summary>
    /// Whether no call is sent half empty that may come to be full: room beside the audits goes to texts to ask outright, and what does not
    /// fill a call waits for outcomes, as long as any are awaited.
    /// </summary>
    public bool FillsCalls { get; init; }

    /// <summary>Whether the list's budget is proven.</summary>
    public bool Holds => _auditor.Holds;

    /// <summary>Whether the budgets by label are proven as well.</summary>
    public bool AllHold => _auditor.AllHold;

    /// <summary>What is proven label by label.</summary>
    public LabelEvidence Labels => _auditor.Labels!;

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

    /// <summary>What is left to do for the list's budget, by the doubts of the moment and the audits so far.</summary>
    public AuditPlan Remaining() => _remaining ??= _auditor.Plan();

    /// <summary>Texts that will have to be asked for all budgets, by expectation.</summary>
    public double RemainingAsks()
    {
        var plans = Labels.Goals.Where(goal => !goal.Holds).Select(_auditor.Plan).ToArray();
        double own = Holds ? 0 : Remaining().Asks;
        return plans.Length == 0 ? own : Math.Min(Open().Count(), Math.Max(own, plans.Max(plan => plan.Audits)) + plans.Sum(plan => plan.Outright));
    }

    /// <summary>What has become known about a label, or would have to be asked to know it.</summary>
    public LabelBounds Bounds(int label) => _auditor.Bounds(label);

    /// <summary>
    /// Plans the next steps: texts asked outright where that is cheaper, else audits; none while those pending may well suffice.
    /// </summary>
    /// <param name="most">The most steps: what one call holds.</param>
    /// <param name="question">The question, for the audits' labels.</param>
    public List<Proposal> NextSteps(int most, Question question)
    {
        var asks = new List<Proposal>();
        if (AllHold)
        {
            return asks;
        }

        Replan();
        var ahead = AuditsAhead(most);
        // Audits go on beside what is asked outright: they alone tell whether the doubts are right.
        var share = _plan.Audits > 0 ? (most + 1) / 2 : most;
        if (FillsCalls)
        {
            var room = Math.Max(0, ahead - _pendingAudits);
            share = Math.Max(share, most - room);
            if (_pending.Count > 0 && Math.Min(share, CountRiskiest()) + room < most)
            {
                return asks; // with what comes home, there will be a full call
            }
        }

        while (asks.Count < share && _riskiest.TryDequeue(out var next))
        {
            var (i, goal) = next;
            if (!_auditor.IsPlanned(i) && goal is not { Holds: true })
            {
                _auditor.AskOutright(i);
                Charge(goal);
                _pending.Add(i);
                asks.Add(new Proposal(new TextIndex(_texts[i])));
            }
        }

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
        if (_indexOf[text] is not (>= 0 and var index))
        {
            if (outcome.IsAnswered)
            {
                Labels.Know(outcome.Label, _rows[text]);
            }
        }
        else if (_pending.Remove(index))
        {
            _pendingAudits -= audit ? 1 : 0;
            _auditor.Reveal(index, outcome.IsAnswered ? outcome.Label : -1);
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
        _plan = Holds ? default : Remaining();
        _riskiest = new();
        if (_plan.Outright > 0)
        {
            LineUp(_plan, null, ScaledRisk);
        }

        foreach (var goal in Labels.Goals.Where(goal => !goal.Holds))
        {
            var plan = _auditor.Plan(goal);
            goal.IsAsked = plan is { Audits: 0, Outright: > 0 };
            _plan = _plan with { Audits = Math.Max(_plan.Audits, plan.Audits) };
            if (plan.Outright > 0)
            {
                LineUp(plan, goal, i => _auditor.LossFor(goal, i));
            }
        }
    }

    /// <summary>Texts in the queue that are still to be asked outright.</summary>
    private int CountRiskiest() => _riskiest.Count(next => !_auditor.IsPlanned(next.Index) && next.For is not { Holds: true });

    /// <summary>Puts what is to be asked outright into the queue, the most wrong rows first.</summary>
    private void LineUp(AuditPlan plan, LabelGoal? goal, Func<int, double> risk)
    {
        var texts = Open().Select(i => (Index: i, Wrong: _weights[i] * risk(i)))
            .Where(text => text.Wrong >= plan.LeastWrongRows && (goal is null || text.Wrong > 0))
            .OrderByDescending(text => text.Wrong)
            .ThenBy(text => text.Index);
        foreach (var (index, _) in texts)
        {
            _riskiest.Enqueue((index, goal));
        }
    }

    private static void Charge(LabelGoal? goal)
    {
        if (goal is not null)
        {
            goal.Asked++;
        }
    }

    /// <summary>
    /// The most audits whose outcomes are awaited. Where calls are filled, they come by whole calls, and where fewer may be enough, just so many:
    /// a call of a few costs more than some that turn out not to have been needed.
    /// </summary>
    private int AuditsAhead(int most)
    {
        if (!double.IsFinite(_plan.Audits))
        {
            return 0;
        }

        var usual = MostPending(_plan.Audits, most);
        if (!FillsCalls || Labels.Goals.Count > 0)
        {
            return usual;
        }

        var least = _auditor.LeastAudits();
        return least <= most ? (int)least : Math.Max(most, usual / most * most);
    }

    /// <summary>The most audits whose outcomes are awaited.</summary>
    private static int MostPending(double expected, int perCall) => Math.Max(
        Math.Min(perCall, (int)Math.Ceiling(Ahead * expected)),
        Math.Min(MostCallsAhead * perCall, (int)(AheadOfMany * expected)));

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
