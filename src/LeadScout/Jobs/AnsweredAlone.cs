using LeadScout.Statistics;

namespace LeadScout.Jobs;

/// <summary>
/// What the LLM says about rows drawn by lot when it is asked about each alone: how far answers depend on the texts that shared their call,
/// which a certificate takes for not at all. A text that it does not answer alone counts as answered otherwise.
/// </summary>
/// <param name="Rows">Rows drawn, with replacement, from those that the LLM or the student decided.</param>
/// <param name="Different">Those whose label is not what the LLM says about them alone.</param>
/// <param name="Answers">Rows drawn whose label is an answer of the LLM.</param>
/// <param name="DifferentAnswers">Those of them where the answer alone is another.</param>
/// <param name="Confidence">Of the bounds, between 0 and 1.</param>
public sealed record AnsweredAlone(int Rows, int Different, int Answers, int DifferentAnswers, double Confidence)
{
    /// <summary>
    /// With that confidence no larger share of the rows that the LLM or the student decided differs from what the LLM says about each alone.
    /// By Clopper and Pearson, whatever shared a call; 1 where no row was drawn.
    /// </summary>
    public double AtMost => Bound(Different, Rows);

    /// <summary>The same of the rows whose label is an answer of the LLM: what a certificate's first assumption may be wrong by.</summary>
    public double AnswersAtMost => Bound(DifferentAnswers, Answers);

    // One-sided: both tails of an interval of twice the risk are its risk.
    private double Bound(int different, int rows) => ExactInterval.Of(different, rows, Math.Max(0, 1 - (2 * (1 - Confidence)))).Upper;
}
