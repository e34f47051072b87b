using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Stores;

/// <summary>
/// What servers that are one service keep in the database that they share: which of them live, what is at work where, and the files of
/// lists and results. None of it is the proof that a node may write for a job: that is its lease. Implementations are thread-safe.
/// </summary>
public interface IClusterStore
{
    /// <summary>How another client of the same database connects to it. May hold a secret: never to be shown.</summary>
    string ConnectionString { get; }

    /// <summary>Says that a node lives and what it works on.</summary>
    /// <returns>Those of its runs that are to stop: their jobs are not wanted any more.</returns>
    Task<ImmutableArray<JobId>> BeatAsync(NodeBeat beat, CancellationToken cancellationToken = default);

    /// <summary>Says that a node has left in order.</summary>
    Task LeaveAsync(CancellationToken cancellationToken = default);

    /// <summary>The nodes that seem to live, the oldest first.</summary>
    Task<ImmutableArray<NodeRecord>> NodesAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the run of a job for this node.</summary>
    /// <returns>False where another that seems to live has it.</returns>
    Task<bool> BeginRunAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>Ends a run of this node.</summary>
    Task EndRunAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps how a run of this node has ended, if it still is this node's: whoever was taken over has no say any more. A wish to pause that was said
    /// meanwhile stays.
    /// </summary>
    Task KeepEndAsync(SubmittedJob ended, CancellationToken cancellationToken = default);

    /// <summary>What is at work on nodes that seem to live; of one job, if it is named.</summary>
    Task<ImmutableArray<JobRunNote>> RunsAsync(JobId? job = null, CancellationToken cancellationToken = default);

    /// <summary>Jobs that somebody holds the lease of who seems to live, a server or a command line.</summary>
    Task<ImmutableHashSet<JobId>> HeldAsync(CancellationToken cancellationToken = default);

    /// <summary>How the database stands as a whole.</summary>
    Task<ClusterFigures> FiguresAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The calls to a service that were about to go out within the last minute, by the ledger, the oldest first. What a call that has not
    /// ended uses is not known: it counts for as much as the largest that has.
    /// </summary>
    Task<ImmutableArray<RecentCall>> RecentCallsAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>Tells all nodes that the log of a question has changed otherwise than by growing.</summary>
    Task TellReopenedAsync(QuestionVersion question, CancellationToken cancellationToken = default);

    /// <summary>The questions of which that was told since.</summary>
    /// <param name="after">The number up to which it is known; null to be told only the latest number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<(long Latest, ImmutableArray<QuestionVersion> Questions)> ReopenedAsync(long? after, CancellationToken cancellationToken = default);

    /// <summary>The files whose path begins so, by path.</summary>
    Task<ImmutableArray<SharedFile>> FilesAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Keeps a file of this machine under a path, in place of an earlier one.</summary>
    /// <param name="path">Under what.</param>
    /// <param name="file">The file.</param>
    /// <param name="run">The job whose run has written it, which has to be this node's still; null for what no run writes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Jobs.JobHeldException">Another node has taken the job over; nothing was kept.</exception>
    Task<SharedFile> PutFileAsync(string path, string file, JobId? run = null, CancellationToken cancellationToken = default);

    /// <summary>Writes a file's bytes.</summary>
    /// <returns>False where there is none of that version any more.</returns>
    Task<bool> GetFileAsync(SharedFile file, Stream target, CancellationToken cancellationToken = default);

    /// <summary>Those of the paths under which there is no file.</summary>
    Task<ImmutableArray<string>> MissingFilesAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken = default);

    /// <summary>Deletes the files whose path begins so.</summary>
    Task DeleteFilesAsync(string prefix, CancellationToken cancellationToken = default);
}
