using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>
/// The teacher's rung: which texts are wanted, which of them share a call, and what is learned when it is home. A text is wanted once,
/// whoever else wants it. Its members are to be called under the cascade's lock.
/// </summary>
/// <param name="service">Makes the calls.</param>
/// <param name="options">How many texts share a call, and how long they wait for each other.</param>
/// <param name="clock">The time.</param>
/// <param name="gate">The cascade's lock.</param>
/// <param name="learn">Takes in what is home.</param>
internal sealed class TeacherRung(AskService service, CascadeOptions options, TimeProvider clock, Lock gate, Action<AskedText> learn)
{
    private readonly Dictionary<TextKey, AskedText> _wanted = [];
    private readonly HashSet<SharedCall> _out = [];
    private SharedCall? _filling;
    private CallLessons _lessons = CallLessons.None;
    private long _calls;

    /// <summary>The calls that are out: each task ends when one is home.</summary>
    public Task[] Out => [.. _out.Select(call => call.Texts[0].Home)];

    /// <summary>Waits with others for a text that is wanted already; null if nobody wants it.</summary>
    /// <param name="key">The text.</param>
    /// <param name="own">The call that the caller's stream is filling; null for none.</param>
    public Waiter? Join(TextKey key, SharedCall? own)
    {
        if (!_wanted.TryGetValue(key, out var text))
        {
            return null;
        }

        // A stream that is not read any more would let others wait for ever.
        if (!text.Call.IsSent && text.Call != own && text.Call != _filling)
        {
            Send(text.Call);
        }

        return WaitFor(text, isAsked: true);
    }

    /// <summary>
    /// Wants a text by itself. If no call is out it goes at once; else it waits for others, until the call is full, has lingered, or none is
    /// out any more.
    /// </summary>
    public Waiter Want(PlannedAsk ask, bool isAsked, bool isAlone)
    {
        var call = isAlone || LoneText.Is(ask.Text) ? new SharedCall(foldsAtHome: true) : _filling ??= new SharedCall(foldsAtHome: true);
        var waiter = Want(ask, isAsked, call);
        if (call != _filling || _out.Count == 0 || call.Texts.Count >= options.RowsPerCall)
        {
            Send(call);
        }
        else
        {
            call.Linger ??= clock.CreateTimer(_ => SendFromOutside(call), null, options.Linger, Timeout.InfiniteTimeSpan);
        }

        return waiter;
    }

    /// <summary>Wants a text in a call; whoever fills it sends it.</summary>
    public Waiter Want(PlannedAsk ask, bool isAsked, SharedCall call)
    {
        var text = new AskedText(ask, call);
        _wanted[ask.Key] = text;
        call.Texts.Add(text);
        return WaitFor(text, isAsked);
    }

    /// <summary>Sends a call that was not sent yet.</summary>
    public void Send(SharedCall call)
    {
        if (call.IsSent)
        {
            return;
        }

        call.IsSent = true;
        call.Linger?.Dispose();
        _filling = _filling == call ? null : _filling;
        if (call.Texts.Count == 0)
        {
            (call.IsHome, call.IsFolded) = (true, true);
            return;
        }

        call.Texts.ForEach(text => text.Payer = text.Waiters[0]);
        _out.Add(call);
        _ = RunAsync(call, new AskRequest(null, BatchId.OfPlan(_calls++), [.. call.Texts.Select(text => text.Ask)]) { Lessons = _lessons });
    }

    /// <summary>
    /// Ends a waiting. A text that nobody waits for is not asked any more, unless it is on the wire: then it comes home and is kept.
    /// </summary>
    public void Leave(Waiter waiter)
    {
        var (text, call) = (waiter.Text, waiter.Text.Call);
        text.Waiters.Remove(waiter);
        if (text.Waiters.Count > 0 || call.IsHome)
        {
            return;
        }

        if (!call.IsSent)
        {
            call.Texts.Remove(text);
            Forget(text);
        }
        else if (call.Texts.TrueForAll(other => other.Waiters.Count == 0))
        {
            call.Stop?.Invoke();
            call.Texts.ForEach(Forget);
        }
    }

    /// <summary>Learns from a call that is home.</summary>
    public void Fold(SharedCall call)
    {
        if (call.IsFolded)
        {
            return;
        }

        call.IsFolded = true;
        _lessons = _lessons.And(call.Outcome?.Lessons ?? CallLessons.None);
        foreach (var text in call.Texts)
        {
            Forget(text);
            learn(text);
        }
    }

    private static Waiter WaitFor(AskedText text, bool isAsked)
    {
        var waiter = new Waiter(text, isAsked);
        text.Waiters.Add(waiter);
        return waiter;
    }

    private void Forget(AskedText text)
    {
        if (_wanted.GetValueOrDefault(text.Ask.Key) == text)
        {
            _wanted.Remove(text.Ask.Key);
        }
    }

    private void SendFromOutside(SharedCall call)
    {
        lock (gate)
        {
            Send(call);
        }
    }

    private async Task RunAsync(SharedCall call, AskRequest request)
    {
        using var stop = new CancellationTokenSource();
        call.Stop = () => _ = stop.CancelAsync(); // whoever listens does not run under the lock

        // Leaves the lock, and any context of the caller's, before anything slow begins.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        AskResult? outcome = null;
        Exception? thrown = null;
        try
        {
            outcome = await service.AskAsync(request, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            thrown = e; // of everybody who waits
        }

        lock (gate)
        {
            _out.Remove(call);
            (call.IsHome, call.Outcome, call.Stop) = (true, outcome, null);
            for (var place = 0; place < call.Texts.Count; place++)
            {
                call.Texts[place].Reply = ReplyTo(call, place, thrown);
            }

            if (call.FoldsAtHome)
            {
                Fold(call);
            }

            call.Texts.ForEach(text => text.Arrive());

            if (_out.Count == 0 && _filling is { } filling)
            {
                Send(filling);
            }
        }
    }

    private static TextReply ReplyTo(SharedCall call, int place, Exception? thrown)
    {
        if (call.Outcome is not { } outcome)
        {
            return new TextReply(null, null, null, default, thrown);
        }

        var key = call.Texts[place].Ask.Key;
        var answer = outcome.Answers.FirstOrDefault(answer => answer.Key == key);
        return new TextReply(
            answer,
            outcome.Of(call.Texts[place].Ask).Failure ?? outcome.Stop?.Message,
            outcome.Stop,
            AskBill.ShareOf(outcome, place, call.Texts.Count) with { Call = answer?.Call },
            null)
        {
            Cause = answer is null ? outcome.Stop?.Cause ?? outcome.Cause : null,
        };
    }
}
