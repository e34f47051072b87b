namespace LeadScout.Jobs.Lists;

/// <summary>
/// Writes the result list: every column of the lead untouched, then the added ones. Reading and writing are two phases, which may run on a
/// thread each: whoever reads takes over every lead (<see cref="ILeadTaker.Take"/>) and at last what stands behind them
/// (<see cref="ILeadTaker.TakeEnd"/>); whoever writes adds values to what was taken. What was taken is what is written: after the last
/// <see cref="Write"/> the writer asks the reader nothing. It writes to a temporary name beside the target; <see cref="Complete"/> flushes
/// to disk and renames, disposing without it leaves nothing behind. Not thread-safe but for that.
/// </summary>
public interface ILeadWriter : ILeadTaker
{
    /// <summary>Writes the oldest lead that was taken and not yet written.</summary>
    /// <param name="added">The values of the added columns.</param>
    void Write(ReadOnlySpan<string> added);

    /// <summary>
    /// When nobody takes any longer and everything taken is written: everything on disk under the final name, or an exception and the old
    /// file untouched.
    /// </summary>
    void Complete();
}
