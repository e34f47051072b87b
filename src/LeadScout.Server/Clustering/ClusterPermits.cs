using System.Collections.Concurrent;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Clustering;

/// <summary>
/// Gets permits for this node's calls from whoever hands them out for all nodes. Where that can't be reached for a while, the node keeps to
/// its own part of the limits, says so, and tells afterwards what it has used. Thread-safe.
/// </summary>
internal sealed partial class ClusterPermits(
    ICluster cluster, string holder, Func<(int Reached, int All)> processes, TimeProvider clock, ILogger log) : ICallPermits
{
    /// <summary>
    /// By then the others have given up a node that is cut off, so that whoever hands out permits among them leaves this node its part.
    /// </summary>
    internal static readonly TimeSpan AloneAfter = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, PermitMail> _mail = new(StringComparer.Ordinal);

    /// <summary>Whether this node keeps to its own part for a service, because it can ask nobody.</summary>
    public bool IsAlone => _mail.Values.Any(mail => mail.IsAlone);

    /// <inheritdoc/>
    public async Task<CallPermit> TakeAsync(string service, RateLimits limits, long tokens, CancellationToken cancellationToken)
    {
        var sent = SendAsync(service, limits, tokens, CancellationToken.None);
        try
        {
            if (await sent.WaitAsync(cancellationToken) is { } answer)
            {
                return answer;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = ReturnAsync(service, sent);
            throw;
        }

        return MailOf(service).IsAlone ? CallPermit.OwnPart(processes().All) : CallPermit.Later(AskAgain);
    }

    /// <inheritdoc/>
    public void GiveBack(string service, long? permit, long tokens, CallSignal signal)
    {
        MailOf(service).Return(permit, tokens, signal);
        _ = Task.Run(() => SendAsync(service, new RateLimits(), null, CancellationToken.None));
    }

    /// <inheritdoc/>
    public void Pause(string service, TimeSpan time)
    {
        MailOf(service).Pause(time);
        _ = Task.Run(() => SendAsync(service, new RateLimits(), null, CancellationToken.None));
    }

    /// <summary>Says what is still held: to be called well before a permit of which nothing is heard ends.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var (service, mail) in _mail)
        {
            if (!mail.IsEmpty)
            {
                await SendAsync(service, new RateLimits(), null, cancellationToken);
            }
        }
    }

    /// <summary>The asker has gone: what it is given all the same would be missing to the others.</summary>
    private async Task ReturnAsync(string service, Task<CallPermit?> sent)
    {
        if (await sent is { Number: { } number })
        {
            GiveBack(service, number, 0, CallSignal.None);
        }
    }

    private PermitMail MailOf(string service) => _mail.GetOrAdd(service, _ => new PermitMail(clock));

    private async Task<CallPermit?> SendAsync(string service, RateLimits limits, long? tokens, CancellationToken cancellationToken)
    {
        var mail = MailOf(service);
        var said = mail.Take(holder, out var alone);
        var answer = await cluster.ExchangeAsync(service, said with { Limits = limits, Tokens = tokens }, cancellationToken);
        if (answer is null)
        {
            mail.PutBack(said, alone);
        }
        else if (answer.Value.Number is { } number)
        {
            mail.Hold(number);
        }

        switch (mail.Heard(answer is not null, AloneAfter))
        {
            case true:
                Together(log, service);
                break;
            case false:
                Alone(log, service, processes().All);
                break;
        }

        return answer;
    }

    [LoggerMessage(50, LogLevel.Warning, "Whoever hands out permits for the limits of {Service} can't be reached, so this node keeps to its own part of them: one of {Nodes}.")]
    private static partial void Alone(ILogger log, string service, int nodes);

    [LoggerMessage(51, LogLevel.Information, "Permits for the limits of {Service} come from one place again.")]
    private static partial void Together(ILogger log, string service);
}
