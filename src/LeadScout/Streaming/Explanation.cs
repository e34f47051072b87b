using LeadScout.Hints;
using LeadScout.Patterns;
using LeadScout.Questions;

namespace LeadScout.Streaming;

/// <summary>
/// Says what is known about a text, or what the student would say: with what the text means, where the store has its vector. Asks and
/// embeds nothing, and counts for nothing.
/// </summary>
public static class Explanation
{
    /// <summary>Reads all that the log holds for the question: about 0.2 ms an answer.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="teacher">Whose answers count, beside every person's.</param>
    /// <param name="log">The answers.</param>
    /// <param name="vectors">The vectors; those of the model that embedded the text last are looked at.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Classification> OfAsync(
        Question question, string teacher, IPatternStore log, IVectorStore vectors, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        var key = log.Keys.Of(text);
        if (await StoredVectors.NewestAsync(vectors, key, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return (await Knowledge.ReadAsync(question, teacher, log, cancellationToken).ConfigureAwait(false)).Explain(text);
        }

        var knowledge = await Knowledge.ReadAsync(question, teacher, log, stored, cancellationToken).ConfigureAwait(false);
        var vector = (await stored.OfAsync([key], cancellationToken).ConfigureAwait(false))[0];
        return await knowledge.Explain(text, vector).AsAskedAsync(question, log, cancellationToken).ConfigureAwait(false);
    }
}
