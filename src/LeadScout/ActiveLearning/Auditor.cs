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

    private readonly FrozenTexts _texts;
    private readonly ErrorBudget _budget;
    private readonly double _alpha;
    private readonly long _listRows;
    private readonly long _wrongRows;
    private readonly WealthProcess _wealth;
    private readonly RiskScale _scale = new();
    private readonly AuditSampler _sampler;
    private readonly Queue<(int Text, Draw? Draw)> _steps = new();
    private readonly Dictionary<int, bool> _outcomes = [];
    private long _unanswered;
    private long _found;

    /// <param name="budget">What is to be proven.</param>
    /// <param name="listRows">Rows of the whole list; the budget is a share of them.</param>
    /// <param name="weights">Rows of each text with a frozen decision; at least 1 each.</param>
    /// <param name="risks">Estimated probability that each text's frozen decision is wrong; a hint, 0..1.</param>
    /// <param name="seed">Of the sampler. It must not be derived from answers.</param>
    /// <param name="share">The share of the tolerated failures that this attempt may use, in (0, 1]; those of all attempts on a list add up
    /// to at most 1.</param>
    public Auditor(ErrorBudget budget, long listRows, ReadOnlySpan<int> weights, ReadOnlySpan<double> risks, ulong seed, double share = 1)
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
        _texts = new FrozenTexts(weights, risks);
        _unanswered = _texts.Rows;
        ArgumentOutOfRangeException.ThrowIfLessThan(listRows, _texts.Rows);
        _wealth = new WealthProcess(_wrongRows, _texts.Rows, _alpha);
        _sampler = new AuditSampler(_texts, _scale, _wrongRows, seed);
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

    /// <summary>
    /// Natural logarithm of the factor by which the evidence still has to grow before the budget is proven; 0 when it holds.
    /// </summary>
    public double MissingEvidence => Holds ? 0 : MissingEvidenceAfter(0);

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

    /// <summary>Plans the next audit and returns its text. It has to be asked, and its outcome given to <see cref="Reveal"/>.</summary>
    public int DrawAudit() => DrawAudit(out _);

    /// <summary>Plans the next audit, see <see cref="DrawAudit()"/>, and tells with what probability its text was drawn.</summary>
    public int DrawAudit(out double probability)
    {
        if (!CanDraw)
        {
            throw new InvalidOperationException(
                "Every text with a frozen decision has been drawn or asked; there is nothing left to audit.");
        }

        var (text, draw) = _sampler.Next();
        _steps.Enqueue((text, draw));
        probability = Math.Min(1, draw.Shares[draw.Stratum] * _texts.Weight(text) / draw.Rows[draw.Stratum]);
        return text;
    }

    /// <summary>
    /// Plans to ask a text outright, because it is risky or the improved student contradicts the frozen decision. It has to be asked.
    /// </summary>
    public void AskOutright(int text)
    {
        _texts.Take(text);
        _steps.Enqueue((text, null));
    }

    /// <summary>Gives the outcome of a planned step; in any order. A text without an answer counts as wrong.</summary>
    /// <param name="text">A text from <see cref="DrawAudit()"/> or <see cref="AskOutright"/>.</param>
    /// <param name="wrong">Whether the teacher contradicted the frozen decision.</param>
    public void Reveal(int text, bool wrong)
    {
        if (!_texts.IsTaken(text) || !_outcomes.TryAdd(text, wrong))
        {
            throw new InvalidOperationException($"Text {text} was not planned, or its outcome was given before.");
        }

        while (_steps.TryPeek(out var step) && _outcomes.TryGetValue(step.Text, out bool outcome))
        {
            _steps.Dequeue();
            Count(step.Text, step.Draw, outcome);
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
            Span<double> risks = stackalloc double[RiskStrata.Count];
            _scale.Apply(draw.Rows, draw.Risks, risks);
            _wealth.Count(new AuditBet(draw, risks), _found, draw.TotalRows, wrong);
            _scale.Count(draw, wrong);
            Audits++;
            AuditErrors += wrong ? 1 : 0;
        }

        _unanswered -= _texts.Weight(text);
        _found += wrong ? _texts.Weight(text) : 0;
    }
}
