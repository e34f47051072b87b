namespace LeadScout.Statistics;

/// <summary>
/// What the audits of one frozen set of decisions say about one label: evidence against every claim "so many units are wrong". A wrong row
/// that was given the label weighs <c>given</c> units, a row that should have been given it and was not weighs <c>missed</c> units. With
/// (1, 0) the claim is about precision, with (0, 1) about recall in rows, and with both about the two at once. Without a label it is about
/// all wrong rows. Its mirror is about units that are right. Not thread-safe.
/// </summary>
/// <remarks>
/// Only an audit of a text that can be wrong in this sense counts. Whether the draw falls on one is independent of the outcome; given that
/// it does, strata have the shares that they have of such draws, so the bet of <see cref="AuditBet"/> is as fair as over all texts.
/// </remarks>
internal sealed class LabelClaim
{
    /// <summary>Of all claims about a label: it stands for every label.</summary>
    public const int AnyLabel = -1;

    // Of the errors, so many go to a label that is the runner-up; of the others, a label gets its share. A hint, as all risks are.
    private const double LeastRisk = 1e-9;

    // Labels that are nearly all right can be told from those that are not quite so.
    private const double MostRight = 0.9999;

    private readonly long _given;
    private readonly long _missed;
    private readonly double _alpha;
    private readonly double _shareOfErrors;
    private readonly double _usualAudits;
    private readonly MirrorRates? _mirror; // where right and wrong have changed places
    private readonly WealthProcess _wealth;
    private readonly RiskScale _scale = new();
    private long _unanswered;
    private double _slope;

    /// <param name="label">The label, or <see cref="AnyLabel"/>.</param>
    /// <param name="units">What a wrong row weighs that was given the label, and one that was not and should have been; not both 0.</param>
    /// <param name="rows">Frozen rows with the label, and without it.</param>
    /// <param name="design">What the bets are chosen for; of no influence on validity.</param>
    /// <param name="alpha">How often a true claim may be refuted.</param>
    /// <param name="ofRight">
    /// The mirror: right and wrong change places in all that follows, so that what it refutes says that more is wrong. A text without an
    /// answer is wrong for the one and right for the other.
    /// </param>
    public LabelClaim(
        int label, (long Given, long Missed) units, (long With, long Without) rows, LabelClaimDesign design, double alpha, bool ofRight = false)
    {
        (Label, _given, _missed, _alpha) = (label, units.Given, units.Missed, alpha);
        (_shareOfErrors, _usualAudits) = (design.ShareOfErrors, design.UsualAudits);
        AllUnits = _unanswered = (units.Given * rows.With) + (units.Missed * rows.Without);
        var anchor = Math.Clamp(design.Anchor, 0, AllUnits);
        _mirror = ofRight ? new MirrorRates(ShareOf(anchor, units.Given * rows.With), ShareOf(anchor, units.Missed * rows.Without)) : null;
        _wealth = ofRight ? WealthProcess.OfRight(anchor, AllUnits, alpha) : new WealthProcess(anchor, AllUnits, alpha);
    }

    /// <summary>The label, or <see cref="AnyLabel"/>.</summary>
    public int Label { get; }

    /// <summary>Units of all rows that can be wrong in this sense.</summary>
    public long AllUnits { get; }

    /// <summary>Audits that counted.</summary>
    public int Audits { get; private set; }

    /// <summary>Units that answers have taken out of what was wrong at the freeze.</summary>
    public long Found { get; private set; }

    /// <summary>Units of the rows that no answer was counted about.</summary>
    public long Unanswered => _unanswered;

    /// <summary>The most units that can still be wrong.</summary>
    public long MostWrong => Math.Min(_unanswered, _wealth.MostWrong - Found);

    /// <summary>The fewest units that were wrong at the freeze, where this is the mirror.</summary>
    public long LeastWrong => AllUnits - (MostWrong + Found);

    /// <summary>What the bets should be good at: refuting that so many units and one more are left. 0 for no budget.</summary>
    public long Target { get; set; }

    /// <summary>By which factor the audits find more errors than the risks foretold.</summary>
    public double RiskFactor => _scale.Factor;

    /// <summary>Units of a row by the label of its frozen decision; 0 where it can't be wrong in this sense.</summary>
    public long Units(int frozen) => Label == AnyLabel || frozen == Label ? _given : _missed;

    /// <summary>Evidence still missing, in nats, before more than so many units are refuted, once so many more have been found.</summary>
    public double MissingEvidence(long units, double found) =>
        Math.Max(0, -Math.Log(_alpha) - _wealth.Against(units + Found + 1 + (long)found));

    /// <summary>Natural logarithm of the wealth against so many wrong units at the freeze.</summary>
    public double Against(long units) => _wealth.Against(units);

    /// <summary>Counts an answer: an audit's, with the draw that it fell from, or one that was asked for outright.</summary>
    public void Count(in LabelledAnswer answer)
    {
        long units = Units(answer.Frozen) * answer.Rows;
        if (units == 0)
        {
            return;
        }

        bool wrong = _mirror is not null ? IsRight(answer) : IsWrong(answer);
        if (answer.Draw is { } drawn)
        {
            Bet(drawn, answer.Frozen, wrong);
        }

        _unanswered -= units;
        Found += wrong ? units : 0;
    }

    /// <summary>
    /// The strata of the texts that can be wrong in this sense: first those with the label, then those without. Null where one of them can't
    /// be drawn.
    /// </summary>
    public Draw? Strata(LabelledDraw drawn, int frozen)
    {
        var draw = drawn.Draw;
        int strata = draw.Rows.Length;
        if (Label == AnyLabel)
        {
            return IsWhole(draw) ? draw : null;
        }

        double[] rows = new double[2 * strata], risks = new double[2 * strata], shares = new double[2 * strata];
        drawn.Rows.CopyTo(Label, rows.AsSpan(0, strata));
        double sum = 0;
        for (int s = 0; s < strata; s++)
        {
            double rate = draw.Rows[s] > 0 ? draw.Shares[s] / draw.Rows[s] : 0;
            double with = rows[s], without = draw.Rows[s] - with;
            (rows[s], shares[s], risks[s]) = Part(with, _given, rate, draw.Risks[s]);
            (rows[strata + s], shares[strata + s], risks[strata + s]) =
                Part(without, _missed, rate, draw.Risks[s] * drawn.ShareOfErrors(s, Label, _shareOfErrors));
            sum += shares[s] + shares[strata + s];
        }

        for (int s = 0; s < shares.Length; s++)
        {
            shares[s] /= sum;
        }

        var own = new Draw(rows, risks, shares, draw.Stratum < 0 ? -1 : draw.Stratum + (frozen == Label ? 0 : strata));
        return sum > 0 && IsWhole(own) ? own : null;
    }

    /// <summary>The risks to bet on.</summary>
    public void Scale(Draw own, Span<double> scaled)
    {
        _scale.Apply(own.Rows, own.Risks, scaled);
        for (int s = 0; s < scaled.Length; s++)
        {
            scaled[s] = _mirror is { } mirror ? 1 - mirror[s < scaled.Length / 2] : Math.Max(scaled[s], LeastRisk);
        }
    }

    private static double ShareOf(long part, long units) => units == 0 ? 1 : (double)part / units;

    private static (double Rows, double Share, double Risk) Part(double rows, long units, double rate, double risk) =>
        units == 0 || rows <= 0 ? default : (rows * units, rows * rate, Math.Min(1, risk));

    private static bool IsWhole(Draw draw)
    {
        for (int s = 0; s < draw.Rows.Length; s++)
        {
            if (draw.Rows[s] > 0 && draw.Shares[s] <= 0)
            {
                return false; // what can't be drawn can't be judged
            }
        }

        return true;
    }

    private void Bet(LabelledDraw drawn, int frozen, bool wrong)
    {
        if (Strata(drawn, frozen) is not { } own)
        {
            return;
        }

        double[] scaled = new double[own.Rows.Length];
        Scale(own, scaled);
        var bet = _mirror is not null ? new AuditBet(own, scaled, MostRight) : new AuditBet(own, scaled);
        _wealth.Count(bet.Against(TargetOf(own, scaled), wrong, ref _slope), Found, own.TotalRows);
        _scale.Count(own, wrong);
        _mirror?.Count(frozen == Label, !wrong);
        Audits++;
    }

    /// <summary>The wrong units to bet against: the budget, or where there is none what so many audits can be expected to refute.</summary>
    private double TargetOf(Draw own, ReadOnlySpan<double> scaled)
    {
        double expected = 0;
        for (int s = 0; s < scaled.Length; s++)
        {
            expected += own.Rows[s] * scaled[s];
        }

        return Target > 0 && Target > expected
            ? Target + 1
            : expected + Math.Max(1, own.TotalRows * Math.Min(0.9, -Math.Log(_alpha) / _usualAudits));
    }

    private bool IsWrong(in LabelledAnswer answer) => Label == AnyLabel || answer.Frozen == Label
        ? answer.Label != answer.Frozen
        : answer.Label == Label;

    private bool IsRight(in LabelledAnswer answer) => answer.Frozen == Label
        ? answer.Label == Label || answer.Label < 0
        : answer.Label != Label;
}
