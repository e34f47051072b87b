using LeadScout.Answers;
using LeadScout.Server.Clustering;

namespace LeadScout.Server.Jobs;

/// <summary>What a node of several does with jobs that are placed on it.</summary>
internal sealed partial class JobService
{
    private const string StoreUnreachable = "store-unreachable";
    private const string StoreFull = "store-full";

    /// <summary>Begins with a job here.</summary>
    /// <returns>Whether it has begun: not where there is no place for it, another node has it, or it is at work here already.</returns>
    public async Task<bool> TakeUpAsync(JobId id, CancellationToken cancellation)
    {
        // Planned although it is at work here: the database does not hear of this node any more, and the job is for one that it hears of.
        if (IsAtWork(id) || workspace.Cluster is not { } cluster || _isStopping || _runs.Count >= options.ConcurrentJobs || !await cluster.BeginRunAsync(id, cancellation))
        {
            return false;
        }

        // Read after the run is this node's: a pause that was said before is seen here, a later one by the beat.
        var given = workspace.Service.FindJob(id);
        lock (LockOf(id))
        {
            if (given is { IsWanted: true } && !_isStopping && !_settling.ContainsKey(id) && !_runs.ContainsKey(id))
            {
                Run(given with { Invocation = workspace.Here(given.Invocation) });
            }
        }

        if (!IsAtWork(id))
        {
            await cluster.EndRunAsync(id, cancellation);
        }

        return IsAtWork(id);
    }

    /// <summary>Whether a job is at work here.</summary>
    public bool IsAtWork(JobId id) => _runs.ContainsKey(id);

    /// <summary>What is at work here.</summary>
    internal IReadOnlyList<(JobId Job, RunDetail Detail, long Version)> RunsHere() =>
    [
        .. _runs.Values.Select(run =>
        {
            var (work, progress, curve, version) = run.Now();
            return (run.Given.Id, new RunDetail(work, progress, curve), version);
        }),
    ];

    /// <summary>Pauses a job that is at work here, as somebody wished on another node.</summary>
    internal async Task StopHereAsync(JobId id)
    {
        if (_runs.TryGetValue(id, out var run) && !run.Stop.IsCancellationRequested)
        {
            run.Now(JobWork.Pausing);
            await run.Stop.CancelAsync();
        }
    }
}
