using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// What the patterns of one kind say of audited texts: naive Bayes over the answers of the other texts that carry them, as the student's
/// evidence member has it. Votes add up in fixed point, so that labels that tie do tie, in whatever order the patterns come.
/// </summary>
internal sealed class KindVotes(int labels)
{
    private const double One = 1L << 32;

    private readonly SortedDictionary<int, long[]> _votes = []; // by lesson
    private readonly int[] _answers = new int[labels];

    /// <summary>Adds one pattern: for each audited text that carries it, the answers of the other texts that carry it are counted.</summary>
    public void Add(PostingList carriers, IReadOnlyList<Lesson> lessons)
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
                Vote(carriers[at]);
                _answers[audited.Label]++;
            }
        }
    }

    /// <summary>
    /// Texts it says something about, and those of which it says what the teacher said. Where labels tie, the first of the question is
    /// said.
    /// </summary>
    public KindTrust Of(FeatureKind kind, IReadOnlyList<Lesson> lessons) =>
        new(kind, _votes.Count, _votes.Count(vote => Array.IndexOf(vote.Value, vote.Value.Max()) == lessons[vote.Key].Teacher));

    /// <summary>
    /// The logarithm of each label's smoothed share; what it is a share of is the same for all labels, so it is left out.
    /// </summary>
    private void Vote(int lesson)
    {
        if (!_votes.TryGetValue(lesson, out var votes))
        {
            _votes[lesson] = votes = new long[labels];
        }

        for (var label = 0; label < labels; label++)
        {
            votes[label] += (long)Math.Round(Math.Log(1 + ((double)labels * _answers[label])) * One);
        }
    }
}
