using LeadScout.Answers;

namespace LeadScout.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<long> LeaseAsync(JobId id, CancellationToken cancellationToken = default) =>
        Completed(() => Lease(id), cancellationToken);

    /// <inheritdoc/>
    public Task EndLeaseAsync(JobId id, long epoch) => Completed(() => _database.Alone(() => _leases.End(id, epoch)), CancellationToken.None);

    /// <summary>The file is this process's alone to write, so its leases need no place in it.</summary>
    private long Lease(JobId id)
    {
        var epoch = 0L;
        _database.Alone(() => epoch = _leases.Take(id));
        try
        {
            _database.Write(connection => CallTable.Settle(connection, id));
            return epoch;
        }
        catch
        {
            // Whoever could not begin holds nothing: a full disk that has room again must not leave the job taken.
            _database.Alone(() => _leases.End(id, epoch));
            throw;
        }
    }
}
