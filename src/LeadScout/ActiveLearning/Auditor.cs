using LeadScout.Statistics;

namespace LeadScout.ActiveLearning;

/// <summary>
/// Audits the frozen decisions of one list until they are proven to stay inside the error budget. Steps (draws and outright asks)
/// are planned in one order and may run ahead of the replies; evidence is counted in that order. Not thread-safe.
/// What is proven: with probability at least <see cref="ErrorBudget.Confidence"/> over the sampler's seed, the bound holds at every
/// moment, whatever the true errors are and however risks and outright asks are chosen from what was known when they were planned.
/// (Betting without replacement: Waudby-Smith and Ramdas 2020, 2024; Ville 1939.)
/// </summary>
internal sealed class Auditor
{
    // Fewer say too little about whether the risks are all too high or too low to spend asks on them.
    private const int AuditsBeforeAskingOutright = 50;

    private const double LeastRisk = 1e-9;

    private readonly FrozenTexts _texts;
    private readonly ErrorBudget _budget;
    private readonly double _alpha;
    private readonly long _listRows;
    private readonly long _wrongRows;
    private readonly WealthProcess _wealth;
    private readonly RiskScale _scale = new();
    private readonly AuditSampler _sampler;
    private readonly Queue<(int Text, Draw? Draw, LabelRows? Rows)> _steps = new();
    private readonly Dictionary<int, int> _answers = [];
    private readonly FrozenLabels? _labels;
    private readonly AuditDirection? _direction;
    private long _unanswered;
    private long _found;
    private double _slope;

    /// <param name="budget">What is to be proven.</param>
    /// <param name="listRows">Rows of the whole list; the budget is a share of them.</param>
    /// <param name="weights">Rows of each text with a frozen decision; at least 1 each.</param>
    /// <param name="risks">Estimated probability that each text's frozen decision is wrong; a hint, 0..1.</param>
    /// <param name="seed">Of the sampler. It must not be derived from answers.</param>
    /// <param name="share">The share of the tolerated failures that this attempt may use, in (0, 1]; those of all attempts on a list add up
    /// to at most 1.</param>
    /// <param name="labels">What the decisions say, for what is proven label by label; null where only right and wrong are known.</param>
    /// <param name="budgets">Budgets by label, and what is known beside the frozen decisions; null for none.</param>
    public Auditor(
        ErrorBudget budget,
        long listRows,
        ReadOnlySpan<int> weights,
        ReadOnlySpan<double> risks,
        ulong seed,
        double share = 1,
        FrozenLabels? labels = null,
        LabelBasis? budgets = null)
    {
        if (!(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(share), share, "An attempt uses a share above 0, at most 1, of the tolerated failures.");
        }

        _alpha = budget.Alpha * share;
        _budget = budget;
        _listRows = listRows;
        _wrongRows = budget.WrongRows(listRows);
        _labels = labels;
        _texts = new FrozenTexts(weights, risks, labels);
        _unanswered = _texts.Rows;
        ArgumentOutOfRangeException.ThrowIfLessThan(listRows, _texts.Rows);
        _wealth = new WealthProcess(_wrongRows, _texts.Rows, _alpha);
        if (labels is not null)
        {
            Labels = labels.Evidence(weights, budgets ?? LabelBasis.Nothing, _alpha, -Math.Log(_alpha) / Math.Max(budget.MaxError, 0.001));
            _direction = Labels.Goals.Count > 0 ? new AuditDirection(Labels, labels, () => MissingEvidence) : null;
        }

        _sampler = new AuditSampler(_texts, _scale, _wrongRows, seed, _direction);
    }

    /// <summary>Audits that were answered and counted.</summary>
    public int Audits { get; private set; }

    /// <summary>Counted audits whose frozen decision was wrong; they are corrected.</summary>
    public int AuditErrors { get; private set; }

    /// <summary>Whether any text is left to draw or ask.</summary>
    public bool CanDraw => _texts.Rows > 0;

    /// <summary>The most rows that can still be wrong, at the budget's confidence.</summary>
    public long MostWrongRows => Math.Min(_unanswered, _wealth.MostWrong - _found);

    /// <summary>Whether the bound lies inside the budget. Once true, it stays true.</summary>
    public bool Holds => MostWrongRows <= _wrongRows;

    /// <summary>What is proven label by label; null where only right and wrong are known.</summary>
    public LabelEvidence? Labels { get; }

    /// <summary>Whether the budgets by label are proven as well. Once true, it stays true.</summary>
    public bool AllHold => Holds && (Labels is null || Labels.Goals.All(goal => goal.Holds));

    /// <summary>
    /// Natural logarithm of the factor by which the evidence still has to grow before the budget is proven; 0 when it holds.
    /// </summary>
    public double MissingEvidence => Holds ? 0 : MissingEvidenceAfter(0);

    /// <summary>The fewest audits that can prove the budget, all of them right; infinite where none can.</summary>
    public double LeastAudits()
    {
        if (MissingEvidence is var missing && missing <= 0)
        {
            return 0;
        }

        var growth = CanDraw ? _sampler.GrowthWhenRight() : 0;
        return growth > 0 ? Math.Ceiling(missing / growth) : double.PositiveInfinity;
    }

    /// <summary>By which factor the audits find more errors than the risks foretold, shrunk towards 1.</summary>
    public double RiskFactor => _scale.Factor;

    /// <summary>
    /// The cheapest way to go on, by the risks as they are, scaled by what the audits found: how many texts to ask outright first, and how
    /// many audits that leaves. A plan is a forecast; following it or not never touches validity.
    /// </summary>
    public AuditPlan Plan()
    {
        var plan = AuditPlan.For(_wrongRows, MissingEvidenceAfter, new RiskClasses(_texts.Remaining(_scale.Factor)));
        return Audits < AuditsBeforeAskingOutright && plan.Audits > 0 ? new AuditPlan(0, plan.Asks, double.PositiveInfinity) : plan;
    }

    /// <summary>
    /// The cheapest way to a budget by label that is not proven yet: how many of its texts to ask outright, and how many audits of them that
    /// leaves.
    /// </summary>
    public AuditPlan Plan(LabelGoal goal)
    {
        var (label, units) = (goal.Limit.Label, goal.Limit.Units);
        double wrong = 0;
        if (goal.Limit.IsRecall)
        {
            wrong = Untaken().Where(text => _labels!.LabelOf(text) == label).Sum(text => _texts.Weight(text) * RiskFor(goal, text));
        }

        long unit = goal.Limit.IsRecall ? units.Missed : units.Given;
        long allowed = (long)Math.Max(0, (goal.Allowed - (wrong * units.Given)) / unit);
        var texts = Untaken().Where(text => (_labels!.LabelOf(text) == label) != goal.Limit.IsRecall);
        var plan = AuditPlan.For(
            allowed,
            found => goal.MissingEvidence(found * unit),
            new RiskClasses(texts.Select(text => (_texts.Weight(text), RiskFor(goal, text)))));
        return goal.Claim.Audits < AuditsBeforeAskingOutright && plan.Audits > 0 ? new AuditPlan(0, plan.Asks, double.PositiveInfinity) : plan;
    }

    /// <summary>By which risk a text is wrong in the sense of a budget by label, scaled by what the audits found; 0 for never.</summary>
    public double RiskFor(LabelGoal goal, int text)
    {
        var label = goal.Limit.Label;
        bool isGiven = _labels!.LabelOf(text) == label;
        if (!isGiven && !goal.Limit.IsRecall)
        {
            return 0;
        }

        double share = isGiven ? 1 : _labels.ShareOfRisk(text, label, (1.0 + Labels!.Rows(label)) / (_labels.Count + _listRows));
        return Math.Clamp(_texts.Risk(text) * share * goal.Claim.RiskFactor, LeastRisk, 1);
    }

    /// <summary>The same risk, weighed by what the budget loses by a row of the text: a least recall loses little by a row that is wrong.</summary>
    public double LossFor(LabelGoal goal, int text)
    {
        double units = goal.Claim.Units(_labels!.LabelOf(text));
        return RiskFor(goal, text) * units / Math.Max(goal.Limit.Units.Given, goal.Limit.Units.Missed);
    }

    /// <summary>What is proven about a label, and what it would take to know more.</summary>
    public LabelBounds Bounds(int label)
    {
        var bounds = Labels!.Bounds(label);
        long allowed = _budget.WrongRows(Labels.Rows(label));
        if (bounds.MostWrong <= allowed)
        {
            return bounds;
        }

        var own = Untaken().Where(text => _labels!.LabelOf(text) == label).Select(text => (_texts.Weight(text), _texts.Risk(text)));
        return bounds with
        {
            AsksToKnow = (int)Math.Ceiling(AuditPlan.For(allowed, _ => -Math.Log(_alpha), new RiskClasses(own)).Asks),
        };
    }

    /// <summary>Audits that all budgets together still take, by the last draw; null where there are none by label.</summary>
    public double? DirectedAudits => _direction?.Audits;

    /// <summary>What is proven so far.</summary>
    public Certificate Certificate => new()
    {
        Budget = _budget,
        UpperBound = _listRows == 0 ? 0 : (double)Math.Max(0, MostWrongRows) / _listRows,
        Audits = Audits,
        AuditErrors = AuditErrors,
    };

    /// <summary>Whether a text was drawn or asked outright.</summary>
    public bool IsPlanned(int text) => _texts.IsTaken(text);

    /// <summary>Plans the next audit and returns its text. It has to be asked, and its outcome given to <see cref="Reveal(int, bool)"/>.</summary>
    public int DrawAudit() => DrawAudit(out _);

    /// <summary>Plans the next audit, see <see cref="DrawAudit()"/>, and tells with what probability its text was drawn.</summary>
    public int DrawAudit(out double probability)
    {
        if (!CanDraw)
        {
            throw new InvalidOperationException(
                "Every text with a frozen decision has been drawn or asked; there is nothing left to audit.");
        }

        var (text, draw, rows) = _sampler.Next();
        if (Holds && _direction?.Dearest is { } goal)
        {
            goal.Asked++;
        }

        _steps.Enqueue((text, draw, rows));
        probability = Math.Min(1, draw.Shares[draw.Stratum] * _texts.Weight(text) / draw.Rows[draw.Stratum]);
        return text;
    }

    /// <summary>
    /// Plans to ask a text outright, because it is risky or the improved student contradicts the frozen decision. It has to be asked.
    /// </summary>
    public void AskOutright(int text)
    {
        _texts.Take(text);
        _steps.Enqueue((text, null, null));
    }

    /// <summary>Gives the outcome of a planned step; in any order. A text without an answer counts as wrong.</summary>
    /// <param name="text">A text from <see cref="DrawAudit()"/> or <see cref="AskOutright"/>.</param>
    /// <param name="wrong">Whether the teacher contradicted the frozen decision.</param>
    public void Reveal(int text, bool wrong) => RevealAs(text, wrong ? -1 : FrozenLabelOf(text));

    /// <summary>The same with the teacher's label; below 0 where it gave none.</summary>
    public void Reveal(int text, int label) => RevealAs(text, label);

    private int FrozenLabelOf(int text) => _labels?.LabelOf(text) ?? 0;

    private void RevealAs(int text, int label)
    {
        if (!_texts.IsTaken(text) || !_answers.TryAdd(text, label))
        {
            throw new InvalidOperationException($"Text {text} was not planned, or its outcome was given before.");
        }

        while (_steps.TryPeek(out var step) && _answers.TryGetValue(step.Text, out int answer))
        {
            _steps.Dequeue();
            Count(step.Text, step.Draw, answer != FrozenLabelOf(step.Text));
            if (Labels is not null)
            {
                var drawn = step.Draw is { } draw ? new LabelledDraw(draw, step.Rows!, _labels!.RunnerUps) : null;
                Labels.Count(new LabelledAnswer(FrozenLabelOf(step.Text), answer, _texts.Weight(step.Text), drawn));
            }
        }
    }

    /// <summary>Replaces the risks of the texts not planned yet; it concerns later draws only.</summary>
    public void Reassess(ReadOnlySpan<double> risks) => _texts.Reassess(risks);

    private double MissingEvidenceAfter(double found) =>
        Math.Max(0, -Math.Log(_alpha) - _wealth.Against(_wrongRows + _found + 1 + (long)found));

    private void Count(int text, Draw? draw, bool wrong)
    {
        if (draw is not null)
        {
            Bet(draw, wrong);
            _scale.Count(draw, wrong);
            Audits++;
            AuditErrors += wrong ? 1 : 0;
        }

        _unanswered -= _texts.Weight(text);
        _found += wrong ? _texts.Weight(text) : 0;
    }

    private void Bet(Draw draw, bool wrong)
    {
        int strata = draw.Rows.Length;
        Span<double> risks = strata <= 512 ? stackalloc double[strata] : new double[strata];
        _scale.Apply(draw.Rows, draw.Risks, risks);
        var bet = new AuditBet(draw, risks);
        if (_direction is null)
        {
            _wealth.Count(bet, _found, draw.TotalRows, wrong);
            return;
        }

        // Many strata: one slope, the best against the budget.
        _wealth.Count(bet.Against(_wrongRows + 1, wrong, ref _slope), _found, draw.TotalRows);
    }

    private IEnumerable<int> Untaken() => Enumerable.Range(0, _texts.Count).Where(text => !_texts.IsTaken(text));
}
