using System.Collections.Concurrent;
using LeadScout.Answers;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// The leases that this store holds, and those that it let go while the server was away: the row still names this process as their
/// holder, and nobody but it knows better. Thread-safe.
/// </summary>
internal sealed class HeldLeases
{
    private readonly ConcurrentDictionary<JobId, long> _held = new();
    private readonly ConcurrentDictionary<(JobId Job, long Epoch), bool> _ended = new();

    /// <summary>A lease was taken.</summary>
    public void Add(JobId job, long epoch) => _held[job] = epoch;

    /// <summary>A lease is let go, whether the server hears of it or not.</summary>
    public void End(JobId job, long epoch)
    {
        _ended[(job, epoch)] = true;
        _held.TryRemove(KeyValuePair.Create(job, epoch));
    }

    /// <summary>The epoch of a lease that this store holds; null for none.</summary>
    public long? EpochOf(JobId job) => _held.TryGetValue(job, out var epoch) ? epoch : null;

    /// <summary>Whether this store has let a lease go of which the server may still say that it has it.</summary>
    public bool HasEnded(JobId job, long epoch) => _ended.ContainsKey((job, epoch));

    /// <summary>Tells the server that a lease was let go.</summary>
    public async Task TellEndAsync(NpgsqlConnection connection, JobId job, long epoch, CancellationToken cancellationToken)
    {
        await LeaseTable.EndAsync(connection, job, epoch, cancellationToken).ConfigureAwait(false);
        _ended.TryRemove((job, epoch), out _);
    }

    /// <summary>Tells the server which leases the holder still has, and of each that it let go.</summary>
    public async Task TellAsync(NpgsqlConnection connection, int holder, CancellationToken cancellationToken)
    {
        foreach (var (job, epoch) in _held)
        {
            await LeaseTable.RenewAsync(connection, job, epoch, holder, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (job, epoch) in _ended.Keys)
        {
            await TellEndAsync(connection, job, epoch, cancellationToken).ConfigureAwait(false);
        }
    }
}
