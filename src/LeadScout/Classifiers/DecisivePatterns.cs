namespace LeadScout.Classifiers;

/// <summary>
/// Which of a text's patterns decided its label. A feature that no answered text has is no pattern: its weight comes from
/// texts that merely keep the same company, so it is never decisive.
/// </summary>
internal static class DecisivePatterns
{
    /// <summary>
    /// The fewest contributions of patterns that together outweigh everything that speaks for the runner-up, weightiest
    /// first (equals by feature). None when all of them together do not: then nearness to answered texts or the frequency of labels
    /// decided, not the patterns.
    /// </summary>
    /// <param name="contributions">All contributions of a text's features, as <see cref="Student.Explain(int, Prediction)"/> gives them, in
    /// any order.</param>
    public static IReadOnlyList<Contribution> Of(IReadOnlyList<Contribution> contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        var against = contributions.Sum(c => Math.Max(0, -c.Weight));
        var speaking = contributions.Where(c => c.Weight > 0 && c.Answers > 0).OrderByDescending(c => c.Weight).ThenBy(c => c.Feature);
        var decisive = new List<Contribution>();
        double carried = 0;
        foreach (var contribution in speaking)
        {
            decisive.Add(contribution);
            carried += contribution.Weight;
            if (carried > against)
            {
                return decisive;
            }
        }

        return [];
    }
}
