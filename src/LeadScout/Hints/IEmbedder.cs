using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Hints;

/// <summary>
/// Turns texts into vectors of which near ones mean much the same: a hint for the student, never trusted by itself. One call is one call: it
/// never retries. Implementations are thread-safe.
/// </summary>
public interface IEmbedder : IDisposable
{
    /// <summary>
    /// What the vectors come from, model and revision, such as <c>local:0f3c…</c>: vectors of two names are never compared. Part of a job's
    /// identity.
    /// </summary>
    string Model { get; }

    /// <summary>Length of a vector; null where only a reply can tell.</summary>
    int? Dimensions { get; }

    /// <summary>The most texts that one call takes.</summary>
    int MostTexts { get; }

    /// <summary>
    /// Where texts are sent, as in <c>api.openai.com</c>; null where they stay on this machine. What is sent is journaled call by call, and
    /// bounded by the spending limit.
    /// </summary>
    string? SentTo => null;

    /// <summary>What it charges; null when unknown. Only input tokens count.</summary>
    Price? Price => Price.Free;

    /// <summary>The most tokens that a call with this text can count for it.</summary>
    long MostTokens(string text) => 0;

    /// <summary>The tokens that a call with this text will probably count for it.</summary>
    long ProbableTokens(string text) => MostTokens(text);

    /// <summary>Refuses, before anything is begun, what no call could mend.</summary>
    /// <exception cref="BadInputException">A key is missing, say.</exception>
    void EnsureReady()
    {
    }

    /// <summary>
    /// Makes one call. What goes wrong with it is a <see cref="EmbeddingReply.Fault"/>; it throws only
    /// <see cref="OperationCanceledException"/> for the token given.
    /// </summary>
    /// <param name="texts">Up to <see cref="MostTexts"/> texts.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is kept of an unfinished call.</param>
    Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
