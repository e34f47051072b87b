using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// One request at a service that shares its texts with all others of the process, and of those on the same log: it asks what nobody else is asking and nobody has
/// answered since, and takes the rest from those who did. What they leave open it asks itself.
/// </summary>
internal sealed class SharedAsking(
    InFlightTexts texts, AskRequest request, IReadOnlyList<string> teachers, SpendingAccount account, Func<AskRequest, Task<AskResult>> askItself)
{
    private readonly AskResultBuilder _result = new();

    public async Task<AskResult> RunAsync(CancellationToken stop)
    {
        try
        {
            while (_result.Stop is null && OpenOf(request.Asks) is { IsEmpty: false } open)
            {
                await RoundAsync(open, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _result.Stop = new AskStop(AskStopKind.Interrupted, "Interrupted.");
        }

        return _result.Build();
    }

    private async Task RoundAsync(ImmutableArray<PlannedAsk> open, CancellationToken stop)
    {
        var claim = texts.Take(request with { Asks = open }, teachers[0]);
        IReadOnlyList<Answer> landed = [];
        try
        {
            landed = await AskOwnAsync(claim.Own, stop).ConfigureAwait(false);
        }
        finally
        {
            claim.Land(landed);
        }

        await TakeOthersAsync(claim, stop).ConfigureAwait(false);
    }

    /// <summary>Who asks them may be served after this request: money that waits for its turn would wait for ever.</summary>
    private async Task TakeOthersAsync(InFlightTexts.Claim claim, CancellationToken stop)
    {
        account.Wait();
        try
        {
            foreach (var (ask, answer) in claim.Others)
            {
                Take(ask, await answer.WaitAsync(stop).ConfigureAwait(false));
            }
        }
        finally
        {
            account.GoOn();
        }
    }

    /// <summary>Only once they are claimed: whoever has answered one before has put it into the log by now.</summary>
    private async Task<IReadOnlyList<Answer>> AskOwnAsync(IReadOnlyList<PlannedAsk> own, CancellationToken stop)
    {
        var claimed = await texts.ClaimAsync(request, teachers[0], own, stop).ConfigureAwait(false);
        try
        {
            foreach (var ask in claimed)
            {
                Take(ask, await texts.FindAsync(ask, teachers, stop).ConfigureAwait(false));
            }

            if (OpenOf(claimed) is not { IsEmpty: false } open)
            {
                return [];
            }

            var result = await askItself(request with { Asks = open }).ConfigureAwait(false);
            _result.Add(result);
            return result.Answers;
        }
        finally
        {
            await texts.EndClaimsAsync(teachers[0], claimed).ConfigureAwait(false);
        }
    }

    private ImmutableArray<PlannedAsk> OpenOf(IEnumerable<PlannedAsk> asks) => [.. asks.Where(ask => _result[ask].IsOpen)];

    private void Take(PlannedAsk ask, Answer? answer)
    {
        if (answer is not null && ask.Question.IndexOf(answer.Label) is >= 0 and var label)
        {
            _result[ask] = AskOutcome.Answered(label) with { IsFromElsewhere = request.Job is null || answer.Job != request.Job };
            _result.Add([answer]);
        }
    }
}
