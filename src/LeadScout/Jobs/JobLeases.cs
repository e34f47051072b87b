using LeadScout.Answers;
using LeadScout.Messages;

namespace LeadScout.Jobs;

/// <summary>
/// Who may work on a job, for a store that one process writes: two runners of that process. Whoever takes the lease raises its epoch, and what is
/// written under an earlier one is refused. Used inside the store's own transactions, by one thread at a time.
/// </summary>
public sealed class JobLeases
{
    private readonly Dictionary<JobId, Lease> _leases = [];
    private readonly Dictionary<long, (JobId Job, long Epoch)> _calls = [];

    /// <summary>Takes a job's lease.</summary>
    /// <returns>Its new epoch.</returns>
    /// <exception cref="JobHeldException">A runner has it.</exception>
    public long Take(JobId id)
    {
        var last = _leases.GetValueOrDefault(id);
        if (last.IsHeld)
        {
            throw new JobHeldException(
                id, UserMessage.Of($"Job {id} is at work in this process already. Wait until it ends, or stop it; nothing was asked."));
        }

        _leases[id] = new Lease(last.Epoch + 1, true);
        return last.Epoch + 1;
    }

    /// <summary>Lets a lease go, if it is still this one.</summary>
    public void End(JobId id, long epoch)
    {
        if (_leases.GetValueOrDefault(id) is { IsHeld: true } held && held.Epoch == epoch)
        {
            _leases[id] = held with { IsHeld = false };
        }
    }

    /// <summary>Takes a job's holder for dead: the next who wants the lease gets it.</summary>
    public void Abandon(JobId id) => _leases[id] = _leases.GetValueOrDefault(id) with { IsHeld = false };

    /// <summary>Refuses what is written under an earlier epoch; what no runner writes has none.</summary>
    /// <exception cref="JobHeldException">Another has taken the job over.</exception>
    public void Require(JobId id, long? epoch)
    {
        if (epoch is { } held && _leases.GetValueOrDefault(id).Epoch != held)
        {
            throw JobHeldException.TakenOver(id);
        }
    }

    /// <summary>Remembers under which epoch a call was begun.</summary>
    public void Begin(long call, JobId id, long epoch) => _calls[call] = (id, epoch);

    /// <summary>Refuses the end of a call that was begun under an earlier epoch, and forgets the call.</summary>
    /// <exception cref="JobHeldException">Another has taken the call's job over.</exception>
    public void End(long call)
    {
        if (_calls.Remove(call, out var begun))
        {
            Require(begun.Job, begun.Epoch);
        }
    }

    private readonly record struct Lease(long Epoch, bool IsHeld);
}
