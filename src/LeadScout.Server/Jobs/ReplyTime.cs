using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Jobs;

/// <summary>How long a teacher takes to reply.</summary>
/// <param name="Time">A reply's time.</param>
/// <param name="IsMeasured">Whether calls of this database took that long; else it is assumed.</param>
public sealed record ReplyTime(TimeSpan Time, bool IsMeasured)
{
    private const int Latest = 50; // calls

    // A small model's reply to twenty short texts; who thinks first takes longer, and the first calls show it.
    private static readonly TimeSpan Assumed = TimeSpan.FromSeconds(2);

    /// <summary>By the median of its latest calls.</summary>
    internal static ReplyTime Of(ServerWorkspace workspace, string teacher)
    {
        var times = workspace.Service.ReplyTimes(teacher, Latest).Order().ToArray();
        return times.Length > 0 ? new ReplyTime(times[times.Length / 2], true)
            : teacher.StartsWith("recorded:", StringComparison.Ordinal) ? new ReplyTime(TimeSpan.Zero, true)
            : new ReplyTime(Assumed, false);
    }
}
