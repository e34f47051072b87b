namespace LeadScout.Jobs;

/// <summary>
/// Writes the result list: every column of the lead untouched, then the added ones. It writes to a temporary name beside the target;
/// <see cref="Complete"/> flushes to disk and renames, disposing without it leaves nothing behind. Not thread-safe.
/// </summary>
public interface ILeadWriter : IDisposable
{
    /// <summary>Writes the lead that the reader (the one this writer was made for) stands on, and the values of the added columns.</summary>
    void Write(ReadOnlySpan<string> added);

    /// <summary>Everything on disk under the final name, or an exception and the old file untouched.</summary>
    void Complete();
}
