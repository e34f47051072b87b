namespace LeadScout.Statistics;

/// <summary>
/// Which share of the rows that can be wrong in a label's sense is expected to be wrong, for bets that too little is right: a little more than
/// the limit until audits say otherwise. It steers bets; validity never depends on it.
/// </summary>
/// <param name="withLimit">The share of the rows with the label at which the limit is reached.</param>
/// <param name="withoutLimit">The same of those without it.</param>
internal sealed class MirrorRates(double withLimit, double withoutLimit)
{
    // As the whole list's: half an error in a quarter of the audits in which the limit allows one.
    private const double PriorErrors = 0.5;
    private const double PriorAudits = 0.25;
    private const double Least = 1e-6;
    private const double Most = 0.97;

    private (double Audits, double Errors) _with = Prior(withLimit);
    private (double Audits, double Errors) _without = Prior(withoutLimit);

    /// <summary>The expected share of the rows with the label, or of those without it.</summary>
    public double this[bool isWith] => Rate(isWith ? _with : _without);

    /// <summary>Counts an audit.</summary>
    public void Count(bool isWith, bool wrong)
    {
        ref var tally = ref isWith ? ref _with : ref _without;
        tally = (tally.Audits + 1, tally.Errors + (wrong ? 1 : 0));
    }

    private static (double Audits, double Errors) Prior(double limit) => (PriorAudits / Math.Clamp(limit, Least, 1), PriorErrors);

    private static double Rate((double Audits, double Errors) tally) => Math.Clamp(tally.Errors / tally.Audits, Least, Most);
}
