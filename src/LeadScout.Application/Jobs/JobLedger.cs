using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;

namespace LeadScout.Application.Jobs;

/// <summary>A job's calls at the prices that were given last.</summary>
public static class JobLedger
{
    /// <summary>
    /// The calls in order. What was asked before a price was known has the one that the job goes by now; where that can't be found out, none.
    /// </summary>
    public static async Task<ImmutableArray<LedgerLine>> OfAsync(
        ICallJournal journal, Job job, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ledger = await journal.CallsAsync(job.Id, cancellationToken);
        if (!ledger.Any(line => line.Cost is null && line.State != CallState.Open))
        {
            return ledger;
        }

        try
        {
            var (opening, invocation) = Opened(job, environment, clock);
            var prices = PricesOf(opening, invocation);
            using var embedder = ledger.Any(line => line.Intent.Batch.Kind == BatchKind.Embedding) ? opening.EmbedderOf(invocation) : null;
            if (embedder is not null)
            {
                prices[embedder.Model] = embedder.Price;
            }

            return [.. ledger.Select(line => line.PricedBy(prices.GetValueOrDefault(line.Intent.Teacher)))];
        }
        catch (BadInputException)
        {
            return ledger; // its recording or its table of prices is gone, or it was started by a program of its own
        }
    }

    /// <summary>Whether the price of a job's LLM is known by now.</summary>
    public static bool IsPriced(Job job, Func<string, string?> environment, TimeProvider clock)
    {
        try
        {
            var (opening, invocation) = Opened(job, environment, clock);
            return PricesOf(opening, invocation).Values.Any(price => price is not null);
        }
        catch (BadInputException)
        {
            return false;
        }
    }

    private static (JobOpening Opening, JobInvocation Invocation) Opened(Job job, Func<string, string?> environment, TimeProvider clock) =>
        (new JobOpening(environment, clock, _ => { }), JobInvocation.Of(job).ToLook());

    private static Dictionary<string, Price?> PricesOf(JobOpening opening, JobInvocation invocation) =>
        new[] { opening.ProfileOf(invocation, []), opening.SecondProfileOf(invocation, []) }.OfType<TeacherProfile>()
            .DistinctBy(profile => profile.Name)
            .ToDictionary(profile => profile.Name, profile => profile.Price, StringComparer.Ordinal);
}
