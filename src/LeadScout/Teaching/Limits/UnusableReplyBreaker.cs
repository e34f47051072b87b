using LeadScout.Questions;

namespace LeadScout.Teaching.Limits;

/// <summary>
/// Notices a teacher that talks nonsense about a question from the start: a wrong model or a wrong question costs a few calls then, not a
/// whole list. Once there has been one usable answer to it, a text that gets none is that text's affair. Thread-safe.
/// </summary>
/// <param name="patience">How many whole replies in a row without a usable answer are too many, at least 1.</param>
/// <param name="proven">Questions that earlier runs had usable answers to.</param>
internal sealed class UnusableReplyBreaker(int patience, IEnumerable<QuestionVersion> proven)
{
    private readonly Lock _lock = new();
    private readonly HashSet<QuestionVersion> _proven = [.. proven];
    private readonly Dictionary<QuestionVersion, int> _nonsense = [];

    /// <summary>Takes in what a whole reply says about a question.</summary>
    /// <returns>Whether there were too many.</returns>
    public bool IsMissingAfter(QuestionVersion question, bool usable)
    {
        lock (_lock)
        {
            if (usable)
            {
                _proven.Add(question);
            }

            return !_proven.Contains(question) && (_nonsense[question] = _nonsense.GetValueOrDefault(question) + 1) >= patience;
        }
    }
}
