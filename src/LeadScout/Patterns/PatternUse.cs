using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// Which patterns helped a job to decide the texts that it did not ask: each text with its <see cref="DecisivePatterns"/>.
/// Independent of the order in which the texts come. Not thread-safe.
/// </summary>
public sealed class PatternUse
{
    private readonly Dictionary<TextKey, long> _rowsOf = [];
    private readonly Dictionary<string, (List<TextKey> Texts, long Rows)> _uses = new(StringComparer.Ordinal);

    /// <summary>Number of distinct patterns that helped to decide at least one text that was not asked.</summary>
    public int HelpfulPatterns => _uses.Count;

    /// <summary>Counts a text that the student decided in the teacher's place.</summary>
    /// <param name="text">The text's key.</param>
    /// <param name="rows">Rows that it covers.</param>
    /// <param name="decisive">Names of its decisive patterns, each once; none where patterns did not decide.</param>
    /// <exception cref="ArgumentException">The text was counted before.</exception>
    public void Add(TextKey text, long rows, IEnumerable<string> decisive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (!_rowsOf.TryAdd(text, rows))
        {
            throw new ArgumentException($"The text {text} was counted before; a job decides a text once.", nameof(text));
        }

        foreach (var pattern in decisive)
        {
            var (texts, before) = _uses.TryGetValue(pattern, out var use) ? use : ([], 0);
            texts.Add(text);
            _uses[pattern] = (texts, before + rows);
        }
    }

    /// <summary><see cref="HelpfulPatterns"/> for each of so many calls or answers; 0 where there were none.</summary>
    public double Per(int paid) => paid == 0 ? 0 : (double)HelpfulPatterns / paid;

    /// <summary>The texts that a pattern helped to decide.</summary>
    public IReadOnlyList<TextKey> Texts(string pattern) => _uses.TryGetValue(pattern, out var use) ? use.Texts : [];

    /// <summary>The rows of these texts.</summary>
    public long Rows(string pattern) => _uses.TryGetValue(pattern, out var use) ? use.Rows : 0;

    /// <summary>What a job keeps of it, in no particular order.</summary>
    public IEnumerable<AppliedPattern> Applied(JobId job, QuestionVersion question) =>
        _uses.Select(use => new AppliedPattern(job, question, PatternKey.Of(use.Key), use.Value.Texts.Count, use.Value.Rows));

    /// <summary>The same without some texts.</summary>
    public PatternUse Without(IReadOnlySet<TextKey> texts)
    {
        var rest = new PatternUse();
        foreach (var (text, rows) in _rowsOf.Where(pair => !texts.Contains(pair.Key)))
        {
            rest._rowsOf.Add(text, rows);
        }

        foreach (var (pattern, use) in _uses)
        {
            var kept = use.Texts.Where(rest._rowsOf.ContainsKey).ToList();
            if (kept.Count > 0)
            {
                rest._uses.Add(pattern, (kept, kept.Sum(text => rest._rowsOf[text])));
            }
        }

        return rest;
    }
}
