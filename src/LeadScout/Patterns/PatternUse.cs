using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// Which patterns helped a job to decide the texts that it did not ask: each text with its decisive patterns.
/// Independent of the order in which the texts come. Not thread-safe.
/// </summary>
internal sealed class PatternUse
{
    private readonly List<(TextKey Key, long Rows)> _texts = [];
    private readonly Dictionary<string, (List<int> Texts, long Rows)> _uses = new(StringComparer.Ordinal); // texts by their place in the list above

    /// <summary>Number of distinct patterns that helped to decide at least one text that was not asked.</summary>
    public int HelpfulPatterns => _uses.Count;

    /// <summary>Counts a text that the student decided in the teacher's place; a job decides a text once.</summary>
    /// <param name="text">The text's key.</param>
    /// <param name="rows">Rows that it covers.</param>
    /// <param name="decisive">Names of its decisive patterns, each once; none where patterns did not decide.</param>
    public void Add(TextKey text, long rows, IEnumerable<string> decisive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        foreach (var pattern in decisive)
        {
            var (texts, before) = _uses.TryGetValue(pattern, out var use) ? use : ([], 0);
            texts.Add(_texts.Count);
            _uses[pattern] = (texts, before + rows);
        }

        _texts.Add((text, rows));
    }

    /// <summary><see cref="HelpfulPatterns"/> for each of so many calls or answers; 0 where there were none.</summary>
    public double Per(int paid) => paid == 0 ? 0 : (double)HelpfulPatterns / paid;

    /// <summary>The texts that a pattern helped to decide.</summary>
    public IEnumerable<TextKey> Texts(string pattern) =>
        _uses.TryGetValue(pattern, out var use) ? use.Texts.Select(place => _texts[place].Key) : [];

    /// <summary>The rows of these texts.</summary>
    public long Rows(string pattern) => _uses.TryGetValue(pattern, out var use) ? use.Rows : 0;

    /// <summary>What a job keeps of it, in no particular order.</summary>
    public IEnumerable<AppliedPattern> Applied(JobId job, QuestionVersion question) =>
        _uses.Select(use => new AppliedPattern(job, question, PatternKey.Of(use.Key), use.Value.Texts.Count, use.Value.Rows));

    /// <summary>The same without some texts.</summary>
    public PatternUse Without(IReadOnlySet<TextKey> texts)
    {
        var rest = new PatternUse();
        rest._texts.AddRange(_texts);
        foreach (var (pattern, use) in _uses)
        {
            var kept = use.Texts.Where(place => !texts.Contains(_texts[place].Key)).ToList();
            if (kept.Count > 0)
            {
                rest._uses.Add(pattern, (kept, kept.Sum(place => _texts[place].Rows)));
            }
        }

        return rest;
    }
}
