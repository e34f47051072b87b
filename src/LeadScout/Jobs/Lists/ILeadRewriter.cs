using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// Writes the result list along a trail (<see cref="ILeadTrail"/>): the same bytes as an <see cref="ILeadWriter"/>, under the same promise
/// about the target. Not thread-safe.
/// </summary>
public interface ILeadRewriter : IDisposable
{
    /// <summary>Goes to the next lead; false at the end.</summary>
    /// <param name="found">Takes what was noted for it.</param>
    bool Advance(Span<int> found);

    /// <summary>Writes that lead, once.</summary>
    /// <param name="added">The values of the added columns.</param>
    /// <exception cref="BadInputException">The list changed since its leads were taken, or can't hold the values.</exception>
    void Write(ReadOnlySpan<string> added);

    /// <summary>Behind the last lead: everything on disk under the final name, or an exception and the old file untouched.</summary>
    /// <exception cref="BadInputException">The list changed since its leads were taken, in whatever byte.</exception>
    void Complete();
}
