namespace LeadScout.Statistics;

/// <summary>
/// What the audits of a list's own labels prove label by label, for one column of them: the draws are uniform over the rows that are left,
/// so there is one stratum, and an audit says something about a label in so far as its row can be wrong in the label's sense. Not thread-safe.
/// </summary>
internal sealed class ListLabels
{
    // Of what is allowed, so much is expected to be wrong before an audit says more.
    private const double UsualShare = 0.5;

    private readonly int[] _given;
    private readonly IReadOnlyList<long> _rows;
    private readonly long[] _left;
    private readonly ErrorBudget _budget;
    private readonly long _all;
    private long _leftRows;

    /// <param name="labels">Labels of the question.</param>
    /// <param name="given">By unit: the label that it was given; below 0 for none of the question's.</param>
    /// <param name="rows">By unit.</param>
    /// <param name="limits">The budgets by label.</param>
    /// <param name="budget">The whole list's: of the same confidence.</param>
    public ListLabels(int labels, int[] given, IReadOnlyList<long> rows, IReadOnlyList<LabelLimit> limits, ErrorBudget budget)
    {
        (_given, _rows, _budget, _left) = (given, rows, budget, new long[labels]);
        long unlabelled = 0;
        for (int unit = 0; unit < given.Length; unit++)
        {
            if (given[unit] >= 0)
            {
                _left[given[unit]] += rows[unit];
            }
            else
            {
                unlabelled += rows[unit];
            }
        }

        _all = _leftRows = _left.Sum() + unlabelled;
        double usualAudits = -Math.Log(budget.Alpha) / Math.Max(budget.MaxError, 0.001);
        Evidence = new LabelEvidence(_left, new long[labels], limits, budget.Alpha, usualAudits, unlabelled);
        GoalAlpha = LabelEvidence.AlphaOf(Math.Max(1, limits.Count), budget.Alpha);
    }

    /// <summary>What is proven.</summary>
    public LabelEvidence Evidence { get; }

    /// <summary>Whether every budget by label is proven or refuted.</summary>
    public bool IsDecided => Evidence.Goals.All(goal => goal.Holds || goal.IsRefuted);

    /// <summary>How many audits more the budgets by label will probably take; 0 where there are none.</summary>
    public double ExpectedAudits => Evidence.Goals.Where(goal => !goal.Holds && !goal.IsRefuted).Select(Expected).DefaultIfEmpty(0).Max();

    private double GoalAlpha { get; }

    /// <summary>Takes a unit out of what can be drawn.</summary>
    public void Take(int unit)
    {
        _leftRows -= _rows[unit];
        if (_given[unit] >= 0)
        {
            _left[_given[unit]] -= _rows[unit];
        }
    }

    /// <summary>The rows that are left, by label.</summary>
    public LabelRows Left() => new(_left, _left.Length);

    /// <summary>Counts the answer about a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="answer">The right label; below 0 where there is none.</param>
    /// <param name="drawn">For an audit: the rows that were left when it was drawn, in all and by label.</param>
    public void Count(int unit, int answer, (long Rows, LabelRows ByLabel)? drawn)
    {
        var draw = drawn is var (rows, byLabel)
            ? new LabelledDraw(new Draw([rows], [Math.Max(UsualShare * _budget.MaxError, 0.001)], [1], 0), byLabel)
            : null;
        Evidence.Count(new LabelledAnswer(_given[unit], answer, _rows[unit], draw));
    }

    /// <summary>What is proven about a label, and how many texts more would have to be drawn to know that no larger share of it is wrong.</summary>
    public LabelBounds Bounds(int label)
    {
        var bounds = Evidence.Bounds(label);
        long allowed = _budget.WrongRows(bounds.Rows);
        return bounds.MostWrong <= allowed || bounds.AuditErrors > allowed
            ? bounds
            : bounds with { AsksToKnow = (int)Math.Min(_leftRows, Math.Ceiling(Draws(-Math.Log(GoalAlpha), allowed, bounds.Rows, _left[label]))) };
    }

    /// <summary>Draws from the whole list until so much evidence has come together from those that fall on some of its rows.</summary>
    private double Draws(double evidence, double allowed, double of, double left) =>
        allowed < 1 || left == 0 ? _leftRows : evidence * (of / allowed) * _leftRows / left;

    private double Expected(LabelGoal goal)
    {
        int label = goal.Limit.Label;
        double unit = goal.Limit.IsRecall ? goal.Limit.Units.Missed : 1;
        var (of, left) = goal.Limit.IsRecall
            ? (_all - goal.Rows, _leftRows - _left[label])
            : (goal.Rows, _left[label]);
        double allowed = Math.Max(0, goal.Allowed - goal.Claim.Found) / unit;
        return Math.Clamp(Draws(goal.MissingEvidence(0), allowed, of, left), 1, Math.Max(1, _leftRows));
    }
}
