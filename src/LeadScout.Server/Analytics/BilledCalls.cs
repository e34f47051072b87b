using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;

namespace LeadScout.Server.Analytics;

/// <summary>A call that was answered or billed.</summary>
/// <param name="Id">In the journal.</param>
/// <param name="Job">Of which job.</param>
/// <param name="At">When it went out.</param>
/// <param name="Cost">As far as it is measured; null when that is unknown.</param>
/// <param name="Model">What the service called the model; null where it did not.</param>
/// <param name="Texts">How many texts it was about.</param>
/// <param name="Questions">The questions that were asked about them.</param>
internal sealed record BilledCall(
    long Id, Job Job, DateTimeOffset At, Money? Cost, string? Model, int Texts, ImmutableArray<QuestionVersion> Questions);

/// <summary>Reads the calls of jobs.</summary>
internal static class BilledCalls
{
    /// <summary>All calls of these jobs that were answered or billed, job by job, at the prices given last.</summary>
    public static async Task<IReadOnlyList<BilledCall>> ReadAsync(
        IStore store, IEnumerable<Job> jobs, ServerOptions options, CancellationToken cancellation)
    {
        var calls = new List<BilledCall>();
        foreach (var job in jobs)
        {
            calls.AddRange((await JobLedger.OfAsync(store, job, options.Environment, options.Clock, cancellation)).Where(IsBilled).Select(line => new BilledCall(
                line.Id,
                job,
                line.Intent.At,
                line.Billing == Billing.Measured ? line.Cost : null,
                line.Model,
                line.Intent.Texts.Length,
                line.Intent.Questions.IsEmpty ? [job.Question] : line.Intent.Questions)));
        }

        return calls;
    }

    private static bool IsBilled(LedgerLine line) => line.State == CallState.Answered || line is { Billing: Billing.Measured, Cost: not null };
}
