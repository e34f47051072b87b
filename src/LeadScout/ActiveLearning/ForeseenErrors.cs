namespace LeadScout.ActiveLearning;

/// <summary>
/// Steadies how many wrong rows the student foresees. Its error model is fitted to what was asked lately, of which few were wrong, so from
/// one refit to the next the sum of its risks jumps by factors, while the errors themselves fall slowly. The logarithm of the sum is smoothed
/// over the logarithm of the answers, and all risks are multiplied by what that makes of it; which texts are riskier than others stays as it
/// is. A pure function of what it was shown; not thread-safe.
/// </summary>
internal sealed class ForeseenErrors
{
    // What was foreseen when there were 10 % fewer answers counts for a third, and what was foreseen the last time for at least a half: the
    // first refits rest on few answers and know least.
    private const double Memory = 0.1;
    private const double MostOfTheNew = 0.5;

    private double _smoothed = double.NaN;
    private int _answers;

    /// <summary>What to multiply the latest risks by.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>Takes in what is foreseen now.</summary>
    /// <param name="answers">Answers that the student has learnt; not fewer than before.</param>
    /// <param name="wrongRows">The sum of rows times risk over the open texts.</param>
    public void Observe(int answers, double wrongRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wrongRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(answers, _answers);
        var foreseen = Math.Log(1 + wrongRows);
        var ofTheNew = Math.Min(MostOfTheNew, 1 - Math.Pow(Math.Max(1, _answers) / (double)Math.Max(1, answers), 1 / Memory));
        _smoothed = double.IsNaN(_smoothed) ? foreseen : _smoothed + (ofTheNew * (foreseen - _smoothed));
        _answers = answers;
        Factor = Math.Exp(_smoothed - foreseen);
    }

    /// <summary>A risk, steadied.</summary>
    /// <param name="risk">The student's own, 0..1.</param>
    public double Of(double risk) => Math.Min(1, Factor * risk);
}
