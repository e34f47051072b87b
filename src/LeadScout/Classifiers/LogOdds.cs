namespace LeadScout.Classifiers;

/// <summary>What spoke for the student's label over the runner-up, in log odds; a part below 0 speaks for the runner-up.</summary>
/// <param name="Patterns">The sum over all features of the text.</param>
/// <param name="Nearness">The vote of the nearest answered texts.</param>
/// <param name="Frequency">How common the two labels are among the answers.</param>
public readonly record struct LogOdds(double Patterns, double Nearness, double Frequency)
{
    /// <summary>All of it: the log of how much more probable the label is than the runner-up, before the error model has its say.</summary>
    public double Total => Patterns + Nearness + Frequency;
}
