namespace LeadScout.Statistics;

/// <summary>How many texts a budget of one label will probably take, before there is an audit to go by.</summary>
internal static class LabelForecast
{
    // A few audits find errors, and each of them takes more audits to outweigh.
    private const double Slack = 1.3;

    /// <summary>Texts; never more than there are to ask.</summary>
    /// <param name="limit">The budget.</param>
    /// <param name="given">Rows that will probably have the label.</param>
    /// <param name="listRows">Rows of the list.</param>
    /// <param name="texts">Open texts that will probably be given it.</param>
    /// <param name="open">All open texts.</param>
    /// <param name="alpha">How often the budget may be broken.</param>
    public static double Texts(LabelLimit limit, long given, long listRows, int texts, int open, double alpha)
    {
        var (rows, asked) = limit.IsRecall ? (listRows - given, open - texts) : (given, texts);
        double allowed = limit.Most(given) / (double)(limit.IsRecall ? limit.Units.Missed : 1);
        return allowed < 1 ? asked : Math.Min(asked, Slack * -Math.Log(alpha) * rows / allowed);
    }
}
