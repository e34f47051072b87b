namespace LeadScout.Statistics;

/// <summary>
/// What the audits of one frozen set of decisions prove about every label: how many rows that were given it are wrong, how many that should
/// have been given it were not. With probability at least 1 - alpha over the sampler's seed all bounds on all labels hold at every moment.
/// Usable for any frozen decisions whose audits are drawn with known probabilities. Where the labels were given by somebody else, the bounds
/// are about them as they are: an error that is found does not make them better. Not thread-safe.
/// </summary>
/// <remarks>
/// Alpha is shared by the claims (union bound). Half goes to the rows that are wrong under whatever label, for none can have more; the other
/// half to the labels by their rows at the freeze, in equal parts to both sides. Where there are budgets by label, their claims get nine
/// tenths in equal parts, and what is said of all labels for nothing the rest. The certificate of the whole list has its own alpha.
/// </remarks>
internal sealed class LabelEvidence
{
    private const double BudgetsShare = 0.9;

    private readonly LabelClaim _any;
    private readonly LabelClaim?[] _given;
    private readonly LabelClaim?[] _missed;
    private readonly int[] _audits;
    private readonly int[] _auditErrors;
    private readonly int[] _missedFound;
    private readonly long[] _withLabel;
    private readonly long[] _known;
    private readonly long[]? _asGiven;
    private readonly long[] _unknown;
    private long _unknownRows;
    private readonly long _all;
    private readonly double _usualAudits;

    /// <param name="rows">By label: rows whose frozen decision it is.</param>
    /// <param name="known">By label: other rows that have it, and rightly: the teacher or a person said so.</param>
    /// <param name="budgets">By label; empty for none.</param>
    /// <param name="alpha">How often any of the bounds may be wrong.</param>
    /// <param name="usualAudits">Audits to be expected in all; of no influence on validity.</param>
    /// <param name="unlabelled">Rows without any of the labels; null where the frozen decisions are the student's, which all have one.</param>
    public LabelEvidence(
        ReadOnlySpan<long> rows,
        ReadOnlySpan<long> known,
        IReadOnlyList<LabelLimit> budgets,
        double alpha,
        double usualAudits,
        long? unlabelled = null)
    {
        (_withLabel, _known, _usualAudits) = (rows.ToArray(), known.ToArray(), Math.Max(1, usualAudits));
        _asGiven = unlabelled is null ? null : rows.ToArray();
        int labels = rows.Length;
        _unknown = new long[labels];
        (_audits, _auditErrors, _missedFound) = (new int[labels], new int[labels], new int[labels]);
        (_given, _missed) = (new LabelClaim?[labels], new LabelClaim?[labels]);
        long all = _all = _withLabel.Sum() + (unlabelled ?? 0);
        double spare = budgets.Count == 0 ? alpha : alpha * (1 - BudgetsShare);
        _any = Claim(LabelClaim.AnyLabel, (1, 0), all, all, spare / 2);
        double shares = 0;
        for (int label = 0; label < labels; label++)
        {
            shares += ShareOf(label);
        }

        for (int label = 0; label < labels; label++)
        {
            double part = spare / 4 * ShareOf(label) / shares;
            _given[label] = rows[label] > 0 ? Claim(label, (1, 0), all, rows[label], part) : null;
            _missed[label] = rows[label] < all ? Claim(label, (0, 1), all, all - rows[label], part) : null;
        }

        Goals = [.. budgets.Select(budget => GoalOf(budget, AlphaOf(budgets.Count, alpha)))];
    }

    /// <summary>How often one of so many budgets may be broken.</summary>
    public static double AlphaOf(int budgets, double alpha) => alpha * BudgetsShare / budgets;

    /// <summary>The budgets by label; empty without any.</summary>
    public IReadOnlyList<LabelGoal> Goals { get; }

    /// <summary>Labels.</summary>
    public int Labels => _withLabel.Length;

    /// <summary>
    /// Rows that have a label as things stand: those of its frozen decisions that no answer has contradicted, and those known. Where labels
    /// were given, those given it.
    /// </summary>
    public long Rows(int label) => _asGiven is { } given ? given[label] : _withLabel[label] + _known[label];

    /// <summary>Where labels were given: rows given another label, or none, about which nobody has an answer; each may be missed.</summary>
    public long UnknownElsewhere(int label) => _asGiven is null ? 0 : _unknownRows - _unknown[label];

    /// <summary>Rows that have a label and were not judged yet.</summary>
    public long Unjudged(int label) => _given[label]?.Unanswered ?? 0;

    /// <summary>Takes in that rows outside the frozen decisions have a label, and rightly.</summary>
    public void Know(int label, long rows) => _known[label] += rows;

    /// <summary>Counts an answer about a frozen decision, in the order of the plan.</summary>
    public void Count(in LabelledAnswer answer)
    {
        _any.Count(answer);
        for (int label = 0; label < Labels; label++)
        {
            _given[label]?.Count(answer);
            _missed[label]?.Count(answer);
        }

        foreach (var goal in Goals)
        {
            goal.Count(answer);
        }

        Tally(answer);
    }

    /// <summary>What is proven about a label.</summary>
    public LabelBounds Bounds(int label)
    {
        var (wrong, missed) = (
            Math.Min(_any.MostWrong, _given[label]?.MostWrong ?? 0), Math.Min(_any.MostWrong, _missed[label]?.MostWrong ?? 0));
        if (_asGiven is not null)
        {
            wrong += _given[label]?.Found ?? 0;
            missed += (_missed[label]?.Found ?? 0) + UnknownElsewhere(label);
        }

        RecallBound? together = null;
        foreach (var goal in Goals)
        {
            if (goal.Limit.Label == label)
            {
                wrong = goal.Limit.IsRecall ? wrong : Math.Min(wrong, goal.MostWrong);
                together = goal.Together ?? together;
                missed = goal.Together is { } bound ? Math.Min(missed, bound.Most / bound.Missed) : missed;
            }
        }

        return new LabelBounds(wrong, missed, _audits[label], _auditErrors[label], _missedFound[label]) { Together = together, Rows = Rows(label) };
    }

    private double ShareOf(int label) => 1 + _withLabel[label];

    private LabelClaim Claim(int label, (long, long) units, long all, long rows, double alpha) => new(
        label,
        units,
        label == LabelClaim.AnyLabel ? (all, 0) : (_withLabel[label], all - _withLabel[label]),
        new LabelClaimDesign(rows / 50, Math.Max(1, _usualAudits * rows / Math.Max(1, all)), ShareOfErrors(label, all)),
        alpha);

    private LabelGoal GoalOf(LabelLimit limit, double alpha) =>
        new(limit, this, GoalClaim(limit, alpha, false), _asGiven is null ? null : GoalClaim(limit, alpha, true));

    private LabelClaim GoalClaim(LabelLimit limit, double alpha, bool ofRight) => new(
        limit.Label,
        ofRight ? limit.UnitsAtLeast : limit.Units,
        (_withLabel[limit.Label], _all - _withLabel[limit.Label]),
        new LabelClaimDesign(limit.Most(Rows(limit.Label)), _usualAudits, ShareOfErrors(limit.Label, _all)),
        alpha,
        ofRight);

    private double ShareOfErrors(int label, long all) => label == LabelClaim.AnyLabel ? 1 : (1.0 + _withLabel[label]) / (Labels + all);

    private void Tally(in LabelledAnswer answer)
    {
        bool wrong = answer.Label != answer.Frozen;
        if (answer.Frozen >= 0 && answer.Draw is not null)
        {
            _audits[answer.Frozen]++;
            _auditErrors[answer.Frozen] += wrong ? 1 : 0;
        }

        if (answer.Label < 0)
        {
            _unknownRows += answer.Rows;
            if (answer.Frozen >= 0)
            {
                _unknown[answer.Frozen] += answer.Rows;
            }
        }

        if (wrong)
        {
            if (answer.Frozen >= 0)
            {
                _withLabel[answer.Frozen] -= answer.Rows;
            }

            if (answer.Label >= 0)
            {
                _known[answer.Label] += answer.Rows;
                _missedFound[answer.Label] += answer.Draw is null ? 0 : 1;
            }
        }
    }
}
