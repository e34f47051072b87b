using System.Collections.Concurrent;
using LeadScout.Answers;
using LeadScout.Jobs;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// The leases that this store holds, is about to take, and let go while the server was away. A row that names this process as its holder, but
/// a lease that is none of these, is of a lease whose taker never heard that it had it. Thread-safe.
/// </summary>
internal sealed class HeldLeases
{
    private readonly ConcurrentDictionary<JobId, long> _held = new();
    private readonly ConcurrentDictionary<(JobId Job, long Epoch), bool> _ended = new();
    private readonly ConcurrentDictionary<JobId, bool> _taking = new();

    /// <summary>Takes a lease; it is held when that task has ended well, and in no other case.</summary>
    /// <param name="job">The job.</param>
    /// <param name="take">Has the server give it.</param>
    /// <returns>Its epoch.</returns>
    /// <exception cref="JobHeldException">It is being taken already.</exception>
    public async Task<long> TakeAsync(JobId job, Func<Task<long>> take)
    {
        if (!_taking.TryAdd(job, true))
        {
            throw LeaseTable.HeldBy(job, Presence.Name);
        }

        try
        {
            return _held[job] = await take().ConfigureAwait(false);
        }
        finally
        {
            _taking.TryRemove(job, out _);
        }
    }

    /// <summary>A lease is let go, whether the server hears of it or not.</summary>
    public void End(JobId job, long epoch)
    {
        _ended[(job, epoch)] = true;
        _held.TryRemove(KeyValuePair.Create(job, epoch));
    }

    /// <summary>The epoch of a lease that this store holds; null for none.</summary>
    public long? EpochOf(JobId job) => _held.TryGetValue(job, out var epoch) ? epoch : null;

    /// <summary>Whether somebody here holds a lease of which the server says that this store has it, or may be about to hear of it.</summary>
    public bool Has(JobId job, long epoch) => EpochOf(job) == epoch || _taking.ContainsKey(job);

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
