using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;

namespace LeadScout.Application.Jobs;

/// <summary>
/// A job with what its ledger says by now: a job that was killed, or is at work, has kept no report since, and a price may have become known.
/// Rows, savings and certificate are those of its last report.
/// </summary>
/// <param name="Job">The job, its report's bill as the ledger has it.</param>
/// <param name="Ledger">Its calls, at the prices given last; empty where it was not read, for the report says all.</param>
/// <param name="CallsSince">Calls that its report did not know of.</param>
public sealed record JobToDate(Job Job, ImmutableArray<LedgerLine> Ledger, int CallsSince)
{
    /// <summary>What the ledger adds up to, which is all that is known of a job without a report.</summary>
    public SpendingStatement Bill => SpendingStatement.Of(Job.Settings.MaxCost, Ledger);

    /// <summary>Reads what the job has come to.</summary>
    public static async Task<JobToDate> OfAsync(
        ICallJournal journal, Job job, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ledger = await JobLedger.OfAsync(journal, job, environment, clock, cancellationToken);
        var since = Math.Max(0, ledger.Length - (job.Report?.Calls ?? 0));
        return new(since == 0 && !MayKnowMore(job.State, job.Report?.Cost is not null) ? job : job with { Report = job.Report?.UpTo(ledger) }, ledger, since);
    }

    /// <summary>The same, with the ledger read only where it may know more than the report does.</summary>
    public static async Task<JobToDate> LookAsync(
        ICallJournal journal, Job job, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellationToken) =>
        MayKnowMore(job, environment, clock) ? await OfAsync(journal, job, environment, clock, cancellationToken) : new(job, [], 0);

    /// <summary>All jobs, newest first, looked at in that way.</summary>
    public static async Task<ImmutableArray<JobToDate>> AllAsync(
        IStore store, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<JobToDate>();
        foreach (var job in await store.ListAsync(cancellationToken))
        {
            all.Add(await LookAsync(store, job, environment, clock, cancellationToken));
        }

        return all.DrainToImmutable();
    }

    /// <summary>The same as lines of a list; of the jobs themselves, and their ledgers, only those are read whose ledger may know more.</summary>
    public static async Task<ImmutableArray<JobLine>> LinesAsync(
        IStore store, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var lines = (await store.LinesAsync(cancellationToken)).ToBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (MayKnowMore(lines[i].State, lines[i].Cost is not null) && await store.FindAsync(lines[i].Id, cancellationToken) is { } job && MayKnowMore(job, environment, clock))
            {
                var now = await OfAsync(store, job, environment, clock, cancellationToken);
                lines[i] = job.Report is null ? JobLine.Of(job) with { AskedTexts = now.Bill.AskedTexts, Cost = now.Bill.Spent } : JobLine.Of(now.Job);
            }
        }

        return lines.DrainToImmutable();
    }

    // Of a job that has ended without a price the ledger knows more once there is one: until then it need not be read, which takes the longer the more was asked.
    private static bool MayKnowMore(Job job, Func<string, string?> environment, TimeProvider clock) => MayKnowMore(job.State, job.Report?.Cost is not null)
        && (job is { State: JobState.Running or JobState.Interrupted } or { Report: null or { Embeddings: not null } } || JobLedger.IsPriced(job, environment, clock));

    // What a run keeps when it ends is up to date, but for calls of a price that was unknown then.
    private static bool MayKnowMore(JobState state, bool isPriced) => state is JobState.Running or JobState.Interrupted || !isPriced;
}
