namespace LeadScout.Hints;

/// <summary>
/// Turns texts into vectors of which near ones mean much the same: a hint for the student, never trusted by itself. Implementations are
/// thread-safe.
/// </summary>
public interface IEmbedder : IDisposable
{
    /// <summary>
    /// What the vectors come from, model and revision, such as <c>local:0f3c…</c>: vectors of two names are never compared. Part of a job's
    /// identity.
    /// </summary>
    string Model { get; }

    /// <summary>Length of a vector.</summary>
    int Dimensions { get; }

    /// <summary>The most texts that one call takes.</summary>
    int MostTexts { get; }

    /// <summary>The vectors of these texts, in their order, each of length <see cref="Dimensions"/>.</summary>
    /// <param name="texts">Up to <see cref="MostTexts"/> texts.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is kept of an unfinished call.</param>
    Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
