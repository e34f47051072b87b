using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// What the patterns of one kind say of audited texts: naive Bayes over the answers of the other texts that carry them, as the student's evidence member has it.
/// </summary>
internal sealed class KindVotes(int labels)
{
    private readonly SortedDictionary<int, double[]> _votes = []; // by lesson
    private readonly int[] _answers = new int[labels];

    /// <summary>Takes in one pattern: each audited carrier hears what the others have been answered.</summary>
    public void Add(Carriers carriers, IReadOnlyList<Lesson> lessons)
    {
        if (carriers.Count < 2)
        {
            return;
        }

        Array.Clear(_answers);
        for (var at = 0; at < carriers.Count; at++)
        {
            _answers[lessons[carriers[at]].Label]++;
        }

        for (var at = 0; at < carriers.Count; at++)
        {
            if (lessons[carriers[at]] is { IsAudited: true } audited)
            {
                _answers[audited.Label]--;
                Vote(carriers[at], carriers.Count - 1);
                _answers[audited.Label]++;
            }
        }
    }

    /// <summary>Texts it says something about, and those of which it says what the teacher said. Where labels tie, the first of the question is said.</summary>
    public KindTrust Of(FeatureKind kind, IReadOnlyList<Lesson> lessons) =>
        new(kind, _votes.Count, _votes.Count(vote => Array.IndexOf(vote.Value, vote.Value.Max()) == lessons[vote.Key].Teacher));

    private void Vote(int lesson, int others)
    {
        if (!_votes.TryGetValue(lesson, out var votes))
        {
            _votes[lesson] = votes = new double[labels];
        }

        for (var label = 0; label < labels; label++)
        {
            votes[label] += Math.Log((_answers[label] + (1.0 / labels)) * labels / (others + 1.0));
        }
    }
}
