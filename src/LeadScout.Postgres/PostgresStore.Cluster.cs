using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Postgres.Cluster;
using LeadScout.Postgres.Service;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Postgres;

/// <summary>What servers that are one service keep.</summary>
public sealed partial class PostgresStore : IClusterStore
{
    /// <inheritdoc/>
    string IClusterStore.ConnectionString => _connectionString;

    /// <inheritdoc/>
    async Task<ImmutableArray<JobId>> IClusterStore.BeatAsync(NodeBeat beat, CancellationToken cancellationToken)
    {
        var presence = await PresentAsync(cancellationToken).ConfigureAwait(false);
        return await Write(connection => NodeTable.BeatAsync(connection, presence.Number, beat), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    async Task IClusterStore.LeaveAsync(CancellationToken cancellationToken)
    {
        if (_presence is { } presence)
        {
            await Write(connection => NodeTable.LeaveAsync(connection, presence.Number), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    Task<ImmutableArray<NodeRecord>> IClusterStore.NodesAsync(CancellationToken cancellationToken) => Read(NodeTable.NodesAsync, cancellationToken);

    /// <inheritdoc/>
    async Task<bool> IClusterStore.BeginRunAsync(JobId job, CancellationToken cancellationToken)
    {
        var presence = await PresentAsync(cancellationToken).ConfigureAwait(false);
        await WaitAsync(connection => LeaseTable.GraceAsync(connection, job, presence.Number), cancellationToken).ConfigureAwait(false);
        return await Write(connection => NodeTable.BeginRunAsync(connection, job, presence.Number, Presence.Name), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    async Task IClusterStore.EndRunAsync(JobId job, CancellationToken cancellationToken)
    {
        var presence = await PresentAsync(cancellationToken).ConfigureAwait(false);
        await Write(connection => NodeTable.EndRunAsync(connection, job, presence.Number), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    async Task IClusterStore.KeepEndAsync(SubmittedJob ended, CancellationToken cancellationToken)
    {
        var presence = await PresentAsync(cancellationToken).ConfigureAwait(false);
        await Write(
            async connection => await NodeTable.HoldRunAsync(connection, ended.Id, presence.Number).ConfigureAwait(false)
                ? await SubmittedJobTable.EndAsync(connection, ended).ConfigureAwait(false)
                : 0,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    Task<ImmutableArray<JobRunNote>> IClusterStore.RunsAsync(JobId? job, CancellationToken cancellationToken) =>
        Read(connection => NodeTable.RunsAsync(connection, job), cancellationToken);

    /// <inheritdoc/>
    Task<ImmutableHashSet<JobId>> IClusterStore.HeldAsync(CancellationToken cancellationToken) => Read(NodeTable.HeldAsync, cancellationToken);

    /// <inheritdoc/>
    Task<ClusterFigures> IClusterStore.FiguresAsync(CancellationToken cancellationToken) => Read(FigureQueries.ReadAsync, cancellationToken);

    /// <inheritdoc/>
    Task<ImmutableArray<RecentCall>> IClusterStore.RecentCallsAsync(string service, CancellationToken cancellationToken) =>
        Read(connection => RecentCalls.ReadAsync(connection, service), cancellationToken);

    /// <inheritdoc/>
    Task IClusterStore.TellReopenedAsync(QuestionVersion question, CancellationToken cancellationToken) =>
        Write(connection => ReopenedTable.TellAsync(connection, question), cancellationToken);

    /// <inheritdoc/>
    async Task<(long Latest, ImmutableArray<QuestionVersion> Questions)> IClusterStore.ReopenedAsync(long? after, CancellationToken cancellationToken)
    {
        if (after is not { } known)
        {
            return (await Read(ReopenedTable.LatestAsync, cancellationToken).ConfigureAwait(false), []);
        }

        var reopened = await Read(connection => ReopenedTable.AfterAsync(connection, known), cancellationToken).ConfigureAwait(false);
        return (reopened is [.., var last] ? last.Number : known, [.. reopened.Select(row => row.Question).Distinct()]);
    }

    /// <inheritdoc/>
    Task<ImmutableArray<SharedFile>> IClusterStore.FilesAsync(string prefix, CancellationToken cancellationToken) =>
        Read(connection => SharedFileTable.ListAsync(connection, prefix), cancellationToken);

    /// <inheritdoc/>
    async Task<SharedFile> IClusterStore.PutFileAsync(string path, string file, JobId? run, CancellationToken cancellationToken)
    {
        var presence = await PresentAsync(cancellationToken).ConfigureAwait(false);
        return await Write(
            async connection => run is not { } job || await NodeTable.HoldRunAsync(connection, job, presence.Number).ConfigureAwait(false)
                ? await SharedFileTable.PutAsync(connection, path, file).ConfigureAwait(false)
                : throw JobHeldException.TakenOver(job),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    Task<bool> IClusterStore.GetFileAsync(SharedFile file, Stream target, CancellationToken cancellationToken) =>
        Write(connection => SharedFileTable.GetAsync(connection, file, target), cancellationToken);

    /// <inheritdoc/>
    Task<ImmutableArray<string>> IClusterStore.MissingFilesAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) =>
        Read(connection => SharedFileTable.MissingAsync(connection, paths), cancellationToken);

    /// <inheritdoc/>
    Task IClusterStore.DeleteFilesAsync(string prefix, CancellationToken cancellationToken) =>
        Write(connection => SharedFileTable.DeleteAsync(connection, prefix), cancellationToken);
}
