using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Telemetry;
using LeadScout.Texts;

namespace LeadScout.Hints;

/// <summary>
/// Has some texts embedded by who sends them out: each call is journaled with its ceiling before it goes out, and its vectors, usage and cost
/// are committed in one transaction when it ends. A service that is away is waited for as a teacher is; a call that is too large is halved.
/// </summary>
/// <param name="batch">The batch of the embedding, for the journal.</param>
/// <param name="tools">What it shares with others.</param>
/// <param name="account">Who pays.</param>
internal sealed class EmbeddingSession(BatchId batch, EmbeddingContext tools, SpendingAccount account)
{
    private readonly Stack<KeyValuePair<TextKey, string>[]> _parts = []; // the first half of a call first: it soon finds what is refused
    private readonly Dictionary<TextKey, ReadOnlyMemory<Half>> _vectors = [];
    private int _attempts;
    private int _outage;
    private long _calledAt;

    /// <summary>What has been committed so far.</summary>
    public IReadOnlyDictionary<TextKey, ReadOnlyMemory<Half>> Vectors => _vectors;

    /// <summary>Calls made.</summary>
    public int Calls => _attempts;

    /// <summary>Whether the user's own spending limit stopped it: the service was not asked, and has refused nothing.</summary>
    public bool IsHeldBack { get; private set; }

    /// <summary>How long the service has asked to be left alone, where it did.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Embeds the texts, or says why it stopped. Calls in flight are never abandoned on <paramref name="stop"/>.</summary>
    public async Task<AskStop?> RunAsync(KeyValuePair<TextKey, string>[] texts, CancellationToken stop)
    {
        try
        {
            _parts.Push(texts);
            AskStop? ended = null;
            while (ended is null && _parts.TryPop(out var part))
            {
                stop.ThrowIfCancellationRequested();
                ended = await CallAsync(part, stop).ConfigureAwait(false);
            }

            return ended;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new AskStop(AskStopKind.Interrupted, "Interrupted.");
        }
        finally
        {
            account.Finish();
        }
    }

    private async Task<AskStop?> CallAsync(KeyValuePair<TextKey, string>[] part, CancellationToken stop)
    {
        var texts = Array.ConvertAll(part, text => text.Value);
        var wanted = tools.CeilingOf(texts);
        var reply = await tools.Gate
            .PassAsync(account, wanted, texts.Sum(tools.Embedder.MostTokens), ceiling => JournaledAsync(part, texts, ceiling), stop)
            .ConfigureAwait(false);
        if (reply is null)
        {
            IsHeldBack = true;
            return OutOfMoney.Of(account.Refusal!, tools.Job);
        }

        RetryAfter = reply.Fault?.RetryAfter;
        if (reply.Fault is not { } fault)
        {
            _outage = 0;
            tools.Gate.Patience.Answered();
            return null;
        }

        switch (fault.Kind)
        {
            case TeacherFaultKind.RateLimited or TeacherFaultKind.Unavailable or TeacherFaultKind.Loading or TeacherFaultKind.TimedOut:
                _parts.Push(part);
                return await WaitOutAsync(fault, stop).ConfigureAwait(false);
            case TeacherFaultKind.TooLong or TeacherFaultKind.BadRequest when part.Length > 1:
                _parts.Push(part[((part.Length + 1) / 2)..]);
                _parts.Push(part[..((part.Length + 1) / 2)]);
                return null;
            case TeacherFaultKind.OutOfMoney:
                return new AskStop(AskStopKind.OutOfMoney, fault.InFull);
            default:
                return new AskStop(AskStopKind.TeacherUnavailable, fault.InFull) { Cause = fault.Cause };
        }
    }

    private async Task<CallOutcome<EmbeddingReply>> JournaledAsync(
        KeyValuePair<TextKey, string>[] part, string[] texts, Money? ceiling)
    {
        _calledAt = tools.Clock.GetTimestamp();
        var call = await tools.Journal.BeginAsync(IntentOf(part, ceiling), CancellationToken.None).ConfigureAwait(false);
        var reply = Checked(await ReplyToAsync(texts).ConfigureAwait(false), texts.Length);
        var kept = reply.Fault is null ? Kept(part, reply.Vectors) : null;
        var ended = EndOf(call, reply, ceiling) with { Vectors = kept };
        await tools.Journal.CommitAsync(ended).ConfigureAwait(false);
        foreach (var (key, vector) in kept is null ? [] : kept.ByText)
        {
            _vectors[key] = vector;
        }

        Instruments.CallEnded(
            tools.Embedder.Model, ended.State == CallState.Answered, ended.Cost?.Dollars, ended.Billing == Billing.PossiblyBilled);
        return new(reply, reply.Fault?.Kind, ended.Cost, reply.Billing, reply.Usage);
    }

    private async Task<EmbeddingReply> ReplyToAsync(string[] texts)
    {
        try
        {
            return await tools.Embedder.EmbedAsync(texts, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            throw TeacherException.Of(tools.Embedder.Model, thrown);
        }
    }

    /// <summary>Vectors that are none are a fault of the call, which is paid for all the same; asking again would come to the same.</summary>
    private EmbeddingReply Checked(EmbeddingReply reply, int texts) =>
        reply.Fault is null && tools.FaultOf(reply, texts) is { } what
            ? reply with
            {
                Vectors = [],
                Fault = new TeacherFault(
                    TeacherFaultKind.Unreadable,
                    $"{tools.Embedder.Model} can't be used: {what}. Nothing of the call was kept. Check the model and its server."),
            }
            : reply;

    private CallVectors Kept(KeyValuePair<TextKey, string>[] part, IReadOnlyList<float[]> vectors) => new(
        tools.Embedder.Model,
        [
            .. part.Select((text, i) =>
                KeyValuePair.Create(text.Key, (ReadOnlyMemory<Half>)Array.ConvertAll(vectors[i], value => (Half)value))),
        ]);

    private CallIntent IntentOf(KeyValuePair<TextKey, string>[] part, Money? ceiling) => new()
    {
        Job = tools.Job,
        Epoch = tools.Epoch,
        Batch = batch,
        Attempt = ++_attempts,
        Teacher = tools.Embedder.Model,
        Texts = [.. part.Select(text => text.Key)],
        Ceiling = ceiling,
        At = tools.Clock.GetUtcNow(),
    };

    private CallEnd EndOf(long call, EmbeddingReply reply, Money? ceiling)
    {
        var counted = tools.Embedder.Price?.Of(reply.Usage);
        return new CallEnd
        {
            Call = call,
            State = reply.Fault is null ? CallState.Answered : CallState.Failed,
            Usage = reply.Usage,
            Billing = reply.Billing,
            Cost = reply.UsageKnown || counted > ceiling ? counted : ceiling,
            Fault = reply.Fault?.Message,
            At = tools.Clock.GetUtcNow(),
        };
    }

    private async Task<AskStop?> WaitOutAsync(TeacherFault fault, CancellationToken stop)
    {
        var delay = tools.Retry.Delay(batch, ++_outage, fault.RetryAfter);
        if (fault is { Kind: TeacherFaultKind.RateLimited, RetryAfter: { } pause }
            && pause <= (tools.Retry.Patience ?? RetryPolicy.UsualPatience))
        {
            tools.Gate.Quota.Pause(pause); // for everybody: others would only be told the same
        }

        return await tools.Gate.Patience.WaitAsync(fault, _outage, delay, _calledAt, stop).ConfigureAwait(false) is { } because
            ? new AskStop(AskStopKind.TeacherUnavailable, because) { Cause = fault.Cause }
            : null;
    }
}
