namespace LeadScout.Jobs;

/// <summary>
/// Writes the result list: every column of the lead untouched, then the added ones. It writes to a temporary name beside the target;
/// <see cref="Complete"/> flushes to disk and renames, disposing without it leaves nothing behind. Not thread-safe but for that.
/// </summary>
public interface ILeadWriter : IDisposable
{
    /// <summary>
    /// Takes over the lead that the reader (the one this writer was made for) stands on, so that the reader may go on. One thread may take while another one writes.
    /// </summary>
    /// <exception cref="BadInputException">Nothing can be added to this lead.</exception>
    void Take();

    /// <summary>Writes the oldest lead that was taken and not yet written.</summary>
    /// <param name="added">The values of the added columns.</param>
    void Write(ReadOnlySpan<string> added);

    /// <summary>When nobody reads or takes any longer: everything on disk under the final name, or an exception and the old file untouched.</summary>
    void Complete();
}
