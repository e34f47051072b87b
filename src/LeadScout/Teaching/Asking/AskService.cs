using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Telemetry;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// The one place where calls are made. Each is journaled with its ceiling before it goes out, and its answers, usage and cost are committed
/// in one transaction when it ends; what a reply leaves open is asked again here and nowhere else. Thread-safe.
/// </summary>
public sealed class AskService
{
    private readonly AskingContext _tools;
    private readonly AskingContext? _second;
    private readonly InFlightTexts? _shared;

    /// <param name="teacher">Whom to ask.</param>
    /// <param name="store">Where calls are journaled and replies committed.</param>
    /// <param name="spending">What may be spent.</param>
    /// <param name="options">How.</param>
    public AskService(ITeacher teacher, ICallJournal store, SpendingLimit spending, AskServiceOptions options)
    {
        var breaker = new UnusableReplyBreaker(options.Retry.RepliesWithoutSense, options.Proven);
        _tools = new AskingContext(teacher, store, spending, breaker, options) { HasSecond = options.Second is not null };
        _second = options.Second is { } second ? new AskingContext(second, store, spending, breaker, options) : null;
        _shared = options.InFlight;
    }

    /// <summary>
    /// Asks until every text is answered or given up, or the service has to stop. Calls in flight are never abandoned on
    /// <paramref name="cancellationToken"/>: they are paid for, so their replies are awaited and kept.
    /// </summary>
    /// <returns>What came of it.</returns>
    public async Task<AskResult> AskAsync(AskRequest request, CancellationToken cancellationToken)
    {
        using var account = OpenAccount();
        return await AskAsync(request, account, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens an account with the spending limit, for a request that is to keep what it did not spend until others have been made. Whoever
    /// opens one disposes of it, in the order of opening.
    /// </summary>
    internal SpendingAccount OpenAccount() => _tools.Gate.SpendingLimit.Open();

    /// <summary>The same out of an account that is already open.</summary>
    internal async Task<AskResult> AskAsync(AskRequest request, SpendingAccount account, CancellationToken cancellationToken)
    {
        using var span = Spans.AreHeard
            ? Spans.Batch(request.Job?.Value, _tools.Profile.Name, request.Asks.Length, request.Asks.Count(ask => ask.Audit is not null))
            : null;
        try
        {
            var asking = _shared is not null && !request.AsksAgain
                ? new SharedAsking(
                    _shared,
                    request,
                    _second is null ? [_tools.Profile.Name] : [_tools.Profile.Name, _second.Profile.Name],
                    account,
                    AskItselfAsync).RunAsync(cancellationToken)
                : AskItselfAsync(request);
            var result = await asking.ConfigureAwait(false);
            span.Ended(result.Calls, (account.Spent - account.PossiblyBilled).Dollars, result.Stop?.Kind.ToString());
            return result with
            {
                Spent = _tools.Profile.Price is null ? null : account.Spent - account.PossiblyBilled,
                PossiblyBilled = account.PossiblyBilled,
            };
        }
        finally
        {
            account.Finish();
        }

        Task<AskResult> AskItselfAsync(AskRequest part) => _second is null
            ? new AskSession(part, _tools, account).RunAsync(cancellationToken)
            : new Escalation(part, _tools, _second, account).RunAsync(cancellationToken);
    }
}
