namespace LeadScout.Statistics;

/// <summary>
/// What audits say about how many rows of a list are wrong, from both sides: at most so many (claims that more are wrong are refuted) and
/// at least so many (claims that fewer are, by the same bets with right and wrong exchanged). Each of the two bounds holds at every moment
/// with the budget's confidence; so does a verdict by them, for only one of "proven" and "refuted" can be mistaken. An outcome that nobody
/// knows counts as wrong for the first and as right for the second. Not thread-safe.
/// </summary>
internal sealed class WrongShareEvidence
{
    // Hardly any weight, so that a faultless list needs few more audits than if it had been known to be faultless.
    private const double PriorWrong = 0.1;
    private const double PriorWrongAgainst = 0.5;
    private const double MostRight = 0.9999;
    private const double LeastRisk = 1e-6;

    private readonly WealthProcess _more;
    private readonly WealthProcess _fewer;
    private readonly ErrorBudget _budget;
    private readonly long _rows;
    private readonly double _priorAudits;
    private long _left;
    private long _wrong;
    private long _right;
    private long _unknown;

    /// <param name="budget">What is to be proven or refuted.</param>
    /// <param name="rows">Rows of the list, at least 1.</param>
    public WrongShareEvidence(ErrorBudget budget, long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        (_budget, _rows, _left) = (budget, rows, rows);
        Allowed = budget.WrongRows(rows);
        _more = new WealthProcess(Allowed, rows, budget.Alpha);
        _fewer = WealthProcess.OfRight(Allowed, rows, budget.Alpha);
        _priorAudits = (double)rows / (Allowed + 1);
    }

    /// <summary>Rows that may be wrong.</summary>
    public long Allowed { get; }

    /// <summary>Audits that were counted.</summary>
    public int Audits { get; private set; }

    /// <summary>Those of them that found a wrong row.</summary>
    public int AuditErrors { get; private set; }

    /// <summary>Wrong rows that were found, by audits or otherwise.</summary>
    public long FoundWrong => _wrong;

    /// <summary>The most rows that are wrong in the list as it is, at the budget's confidence.</summary>
    public long MostWrong => Math.Max(_wrong, Math.Min(_more.MostWrong, CanBeWrong));

    /// <summary>The fewest rows that are wrong in it, at the budget's confidence.</summary>
    public long LeastWrong => Math.Min(CanBeWrong, Math.Max(_rows - _fewer.MostWrong, _wrong));

    /// <summary>Whether the list is inside the budget, outside it, or neither is proven yet.</summary>
    public ErrorVerdict Verdict => LeastWrong > Allowed ? ErrorVerdict.Refuted
        : MostWrong <= Allowed ? ErrorVerdict.Proven
        : ErrorVerdict.Open;

    /// <summary>How many audits more a verdict will probably take, by the share that was wrong so far; infinity when it is a tie.</summary>
    public double ExpectedAudits => Verdict != ErrorVerdict.Open ? 0 : ExpectedAuditsAt(Risk(PriorWrong, _priorAudits));

    /// <summary>How many audits more a verdict will probably take if this share of the rows is wrong; at least 1.</summary>
    public double ExpectedAuditsAt(double share)
    {
        double limit = Math.Clamp((double)(Allowed + 1 - _wrong) / Math.Max(1, _left), 0, 1);
        double missing = -Math.Log(_budget.Alpha)
            - (share < limit ? _more.Against(Allowed + 1) : _fewer.Against(_rows - Allowed));
        double growth = limit is 0 or 1 ? double.PositiveInfinity : Divergence.Between(share, limit);
        return growth <= 0 ? double.PositiveInfinity : Math.Max(1, Math.Ceiling(missing / growth));
    }

    /// <summary>Counts an audit: a row drawn uniformly from those that nothing has taken yet.</summary>
    /// <param name="left">Rows that no earlier step had taken when it was drawn.</param>
    /// <param name="rows">Rows that share its outcome, itself included.</param>
    /// <param name="isWrong">The outcome; null when nobody knows it.</param>
    public void Count(long left, long rows, bool? isWrong)
    {
        Span<double> risk = [Risk(PriorWrong, _priorAudits)];
        var draw = new Draw([left], [risk[0]], [1], 0);
        _more.Count(new AuditBet(draw, risk), _wrong + _unknown, left, isWrong != false);
        risk[0] = 1 - Risk(PriorWrongAgainst, PriorWrongAgainst * _priorAudits / 2);
        _fewer.Count(new AuditBet(draw, risk, MostRight), _right + _unknown, left, isWrong != true);
        Audits++;
        AuditErrors += isWrong == true ? 1 : 0;
        Take(rows, isWrong);
    }

    /// <summary>Counts rows whose outcome is known without a draw.</summary>
    public void Take(long rows, bool? isWrong)
    {
        _left -= rows;
        _wrong += isWrong == true ? rows : 0;
        _right += isWrong == false ? rows : 0;
        _unknown += isWrong is null ? rows : 0;
    }

    private long CanBeWrong => _wrong + _unknown + _left;

    private double Risk(double errors, double audits) => Math.Clamp((errors + AuditErrors) / (audits + Audits), LeastRisk, 1 - LeastRisk);
}
