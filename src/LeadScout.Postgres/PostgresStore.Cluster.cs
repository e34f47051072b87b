using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Postgres.Cluster;
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
    Task<ImmutableArray<JobRunNote>> IClusterStore.RunsAsync(JobId? job, CancellationToken cancellationToken) =>
        Read(connection => NodeTable.RunsAsync(connection, job), cancellationToken);

    /// <inheritdoc/>
    Task<ImmutableHashSet<JobId>> IClusterStore.HeldAsync(CancellationToken cancellationToken) => Read(NodeTable.HeldAsync, cancellationToken);

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
    Task<SharedFile> IClusterStore.PutFileAsync(string path, string file, CancellationToken cancellationToken) =>
        Write(connection => SharedFileTable.PutAsync(connection, path, file), cancellationToken);

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
