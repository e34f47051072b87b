using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>What the runner of a job writes. Each of these transactions checks the epoch of the job's lease in itself.</summary>
public sealed partial class PostgresStore
{
    /// <inheritdoc/>
    public async Task<long> LeaseAsync(JobId id, CancellationToken cancellationToken = default)
    {
        var presence = await PresentAsync(cancellationToken).ConfigureAwait(false);
        await WaitAsync(connection => LeaseTable.GraceAsync(connection, id, presence.Number), cancellationToken).ConfigureAwait(false);
        return await _leases.TakeAsync(
            id,
            () => Write(
                async connection =>
                {
                    await LeaseTable.HoldAsync(connection, id, presence.Number, _leases).ConfigureAwait(false);
                    await CallTable.SettleAsync(connection, id).ConfigureAwait(false);
                    await ClaimTable.EndAsync(connection, id).ConfigureAwait(false);
                    return await LeaseTable.TakeAsync(connection, id, presence.Number, Presence.Name).ConfigureAwait(false);
                },
                cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task EndLeaseAsync(JobId id, long epoch)
    {
        _leases.End(id, epoch);
        await TellAsync(connection => _leases.TellEndAsync(connection, id, epoch, CancellationToken.None)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task SaveAsync(Job job, CancellationToken cancellation = default) => Write(
        async connection =>
        {
            await CheckAsync(connection, job.Id, job.Epoch).ConfigureAwait(false);
            return await JobTable.SaveAsync(connection, job).ConfigureAwait(false);
        },
        cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default) =>
        applied.All(pattern => pattern.Job == job.Id)
            ? Write(
                async connection =>
                {
                    await CheckAsync(connection, job.Id, job.Epoch).ConfigureAwait(false);
                    await JobTable.SaveAsync(connection, job).ConfigureAwait(false);
                    return await PatternTable.ApplyAsync(connection, job.Id, applied).ConfigureAwait(false);
                },
                cancellation)
            : Task.FromException(new ArgumentException($"A pattern was applied by another job than {job.Id}.", nameof(applied)));

    /// <inheritdoc/>
    public Task DeleteAsync(JobId id, CancellationToken cancellation = default) => Write(
        async connection =>
        {
            await RequireFreeAsync(connection, id).ConfigureAwait(false);
            return await JobTable.DeleteAsync(connection, id).ConfigureAwait(false);
        },
        cancellation);

    /// <inheritdoc/>
    public Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default) => Write(
        async connection =>
        {
            if (intent is { Job: { } job, Epoch: { } epoch })
            {
                await LeaseTable.ChargeAsync(connection, job, epoch, intent.Ceiling?.NanoDollars ?? 0).ConfigureAwait(false);
                await LeaseTable.RequireFitsAsync(connection, job).ConfigureAwait(false);
            }

            return await CallTable.BeginAsync(connection, intent).ConfigureAwait(false);
        },
        cancellation);

    /// <inheritdoc/>
    public Task CommitAsync(CallEnd ended) => ended.State is CallState.Answered or CallState.Failed
        ? Write(connection => CommitAsync(connection, ended), CancellationToken.None)
        : Task.FromException(new ArgumentException($"A call ends answered or failed, not {ended.State}.", nameof(ended)));

    /// <inheritdoc/>
    public Task<int> SettleAsync(JobId id, CancellationToken cancellation = default) =>
        Write(
            async connection =>
            {
                await RequireFreeAsync(connection, id).ConfigureAwait(false);
                return await CallTable.SettleAsync(connection, id).ConfigureAwait(false);
            },
            cancellation);

    /// <inheritdoc/>
    public Task<Settlement> ReleaseAsync(JobId id, string by, DateTimeOffset at, CancellationToken cancellation = default) => Write(
        async connection =>
        {
            await RequireFreeAsync(connection, id).ConfigureAwait(false);
            return await SettlementTable.ReleaseAsync(connection, id, by, at).ConfigureAwait(false);
        },
        cancellation);

    /// <inheritdoc/>
    async Task<IReadOnlySet<AskId>> ITextClaims.ClaimAsync(
        JobId? job, string teacher, IReadOnlyCollection<AskId> asks, CancellationToken cancellationToken)
    {
        var presence = await PresentAsync(cancellationToken).ConfigureAwait(false);
        await WaitAsync(connection => ClaimTable.GraceAsync(connection, teacher, asks, presence.Number), cancellationToken).ConfigureAwait(false);
        var claims = await Write(
            async connection =>
            {
                // A job's claims are taken from its earlier runner: one that was taken over must not take them back.
                if (job is { } runs && _leases.EpochOf(runs) is { } epoch)
                {
                    await LeaseTable.ChargeAsync(connection, runs, epoch, 0).ConfigureAwait(false);
                }

                return await ClaimTable.TakeAsync(connection, job, teacher, asks, presence.Number).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        _claims.Add(teacher, claims);
        return claims.Keys.ToHashSet();
    }

    // Whoever is out of sight for a moment is given that moment.
    private async Task WaitAsync(Func<NpgsqlConnection, Task<TimeSpan>> graceOf, CancellationToken cancellationToken)
    {
        if (await Read(graceOf, cancellationToken).ConfigureAwait(false) is { Ticks: > 0 } grace)
        {
            await Task.Delay(grace, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    async Task ITextClaims.EndClaimsAsync(string teacher, IReadOnlyCollection<AskId> asks)
    {
        _claims.End(teacher, asks);
        await TellAsync(connection => _claims.TellAsync(connection, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task<int> CommitAsync(NpgsqlConnection connection, CallEnd ended)
    {
        if (await CallTable.EndAsync(connection, ended).ConfigureAwait(false) is not { } call)
        {
            throw await LeaseTable.LostAsync(connection, ended.Call).ConfigureAwait(false) is { } lost
                ? JobHeldException.TakenOver(lost)
                : new InvalidOperationException($"Call {ended.Call} is not open.");
        }

        if (call is { Job: { } job, Epoch: { } epoch })
        {
            await LeaseTable.ChargeAsync(connection, new JobId(job), epoch, (ended.Cost?.NanoDollars ?? 0) - (call.Ceiling ?? 0))
                .ConfigureAwait(false);
        }

        if (call.Job is not null)
        {
            await JobTable.GiveUpAsync(connection, call.Job, ended.Failures).ConfigureAwait(false);
        }

        if (ended.Vectors is { } vectors)
        {
            await VectorTable.KeepAsync(connection, vectors.Model, vectors.ByText, ended.At).ConfigureAwait(false);
        }

        return await AnswerTable.InsertAsync(connection, [.. ended.Answers.Select(Kept)], call.Job, ended.Call).ConfigureAwait(false);
    }

    /// <summary>
    /// Tells the server that something was let go. One that is away hears of it once it is back (see <see cref="Presence"/>); until then a lease is not
    /// renewed, and nobody here waits.
    /// </summary>
    private async Task TellAsync(Func<NpgsqlConnection, Task> end)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
            await end(connection).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            // The next beat tells.
        }
    }

    /// <summary>A runner's write needs its lease; anybody else's needs that nobody is at work.</summary>
    private Task CheckAsync(NpgsqlConnection connection, JobId job, long? epoch) => epoch is { } held
        ? LeaseTable.ChargeAsync(connection, job, held, 0)
        : RequireFreeAsync(connection, job);

    private Task RequireFreeAsync(NpgsqlConnection connection, JobId job) =>
        LeaseTable.RequireFreeAsync(connection, job, _presence?.Number, epoch => _leases.Has(job, epoch));

    private async Task<Presence> PresentAsync(CancellationToken cancellationToken = default)
    {
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _presence ??= await Read(_ => Presence.OfAsync(_source, _clock, _leases, _claims), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _connecting.Release();
        }
    }
}
