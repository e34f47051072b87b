using LeadScout.Answers;
using LeadScout.Stores;

namespace LeadScout.Server.Clustering;

/// <summary>
/// Which waiting job goes to which node: the oldest first, each to the node with the most free places. Jobs of one question and teacher
/// take
/// turns over all nodes, so that none asks what another has just paid for, and each asks what it would have on one server.
/// </summary>
internal static class PlacementPlan
{
    /// <summary>The plan.</summary>
    /// <param name="wanted">The jobs that are to be at work, the oldest first.</param>
    /// <param name="atWork">Those that are, here or elsewhere.</param>
    /// <param name="nodes">Nodes that can be reached.</param>
    public static IReadOnlyList<JobPlacement> Of(
        IReadOnlyList<SubmittedJob> wanted, IReadOnlySet<JobId> atWork, IReadOnlyList<NodeRecord> nodes)
    {
        var turns = wanted.Where(job => atWork.Contains(job.Id)).SelectMany(TurnsOf).ToHashSet();
        var free = nodes.Where(node => node.Address is not null).ToDictionary(node => node.Address!, node => node.Places - node.Working);
        var plan = new List<JobPlacement>();
        foreach (var job in wanted.Where(job => !atWork.Contains(job.Id)))
        {
            // Also the turn of a job that has to wait is taken: a younger one is not to pass it.
            var isFree = !TurnsOf(job).Any(turns.Contains);
            turns.UnionWith(TurnsOf(job));
            if (isFree && free.Count > 0 && free.MaxBy(node => node.Value) is { Value: > 0 } node)
            {
                free[node.Key]--;
                plan.Add(new JobPlacement(job.Id, node.Key));
            }
        }

        return plan;
    }

    // By name: two versions of one question take turns too, which costs time and nothing else.
    private static IEnumerable<(string Question, string Teacher)> TurnsOf(SubmittedJob job) =>
        job.QuestionName.Split(", ").Select(question => (question, job.Teacher));
}
