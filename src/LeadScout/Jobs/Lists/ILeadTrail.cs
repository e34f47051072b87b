namespace LeadScout.Jobs.Lists;

/// <summary>
/// Remembers, lead by lead, where each stands in the list and what was found for it, so that the result can be written without reading the
/// leads again. Two phases, which may run on a thread each: whoever reads takes, whoever finds notes, once for every lead and in their
/// order. What it remembers may go to a temporary file; memory does not grow with the leads. Not thread-safe but for that.
/// </summary>
public interface ILeadTrail : ILeadTaker
{
    /// <summary>Notes what was found for the next lead.</summary>
    /// <param name="found">As many numbers for every lead.</param>
    void Note(ReadOnlySpan<int> found);

    /// <summary>Goes through the list again, from its first lead, when all were taken and noted.</summary>
    /// <param name="added">The added columns.</param>
    /// <returns>Null where the trail was lost, and the list has to be read again: not all leads were taken, or there was no room on the
    /// disk.</returns>
    ILeadRewriter? Rewrite(IReadOnlyList<AddedColumn> added);
}
