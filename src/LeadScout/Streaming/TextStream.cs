using System.Runtime.ExceptionServices;
using LeadScout.ActiveLearning;
using LeadScout.Teaching;

namespace LeadScout.Streaming;

/// <summary>
/// A stream of rows through a cascade, in order. It reads ahead of the row that its reader waits for, so that texts share calls and several
/// calls are out at once; it reads nothing unless its reader waits. Not thread-safe.
/// </summary>
/// <remarks>
/// What is asked depends on the rows and the answers, not on when these come: a row is planned once the calls up to a fixed number before
/// the one being filled are folded, and those only, in the order in which they were sent. That number grows with the answers, for what is in
/// flight is planned without what the rest of it will teach, and its audits count as errors until they are home. Time decides only where the source is silent for
/// longer than <see cref="CascadeOptions.Linger"/>: then what is filled goes out, and what is home is folded.
/// </remarks>
/// <param name="rungs">The cascade.</param>
/// <param name="source">The rows.</param>
/// <param name="textOf">The text of a row.</param>
/// <param name="vectorOf">Its vector; empty for none.</param>
/// <param name="isAtWork">Whether it is our own work that the source is silent for.</param>
/// <param name="options">How many texts share a call, how many calls are out, how long they wait.</param>
/// <param name="clock">The time.</param>
internal sealed class TextStream<T>(
    CascadeRungs rungs,
    IAsyncEnumerator<T> source,
    Func<T, string> textOf,
    Func<T, ReadOnlyMemory<Half>> vectorOf,
    Func<bool> isAtWork,
    CascadeOptions options,
    TimeProvider clock)
{
    // Where the student decides most rows, a call takes long to fill: this is how far ahead of its reader a stream reads to fill one.
    private readonly int _mostAhead = 4 * options.RowsPerCall * options.Concurrency;

    private readonly Queue<StreamRow<T>> _rows = new(); // planned, not delivered
    private readonly Queue<Waiter?> _latest = new(); // of the last rows planned
    private readonly Queue<SharedCall> _calls = new(); // sent, not folded
    private int _answers = rungs.AnswerCount; // of before, and of calls that this stream has folded: others bring theirs at any time
    private SharedCall _filling = new(foldsAtHome: false);
    private TimeSpan _silence; // of the source, since the call being filled has a text
    private AskedText? _inTheWay; // of the plan of the next row
    private bool _isIdle;
    private bool _hasEnded;
    private ExceptionDispatchInfo? _broken;

    /// <summary>What was asked on account of the rows delivered.</summary>
    public AskBill Bill { get; private set; }

    /// <summary>What the source has been asked for and not given yet.</summary>
    public Task<bool>? Pending { get; private set; }

    // Where everything is asked, nothing is planned by what others teach.
    private int Window => options.Budget.MaxError == 0
        ? options.Concurrency
        : Math.Min(options.Concurrency, LearningWindow.CallsAfter(_answers, options.RowsPerCall));

    /// <summary>The next row, once it is decided; null at the end.</summary>
    public async ValueTask<StreamRow<T>?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_rows.TryPeek(out var head) && head.IsDecided)
            {
                Bill += head.Waiter?.Bill ?? default;
                return _rows.Dequeue();
            }

            if (_hasEnded && head is null)
            {
                FoldHome();
                _broken?.Throw();
                return null;
            }

            if (!_hasEnded && MayPlan())
            {
                await ReadAsync(head, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                if (_hasEnded)
                {
                    SendFilling();
                }

                var awaited = _hasEnded ? head!.Waiter!.Text : Awaited(head!.Waiter!.Text);
                await awaited.Home.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends it wherever it is: what is not sent is not asked, what is out comes home and is learned from.</summary>
    /// <returns>Those whose calls are out, or were not delivered.</returns>
    public IReadOnlyList<Waiter> Leave()
    {
        lock (rungs.Gate)
        {
            Waiter[] left = [.. _rows.Select(row => row.Waiter).OfType<Waiter>()];
            Array.ForEach(left, rungs.Teacher.Leave);

            FoldHome();
            foreach (var call in _calls)
            {
                call.FoldsAtHome = true;
            }

            return Array.FindAll(left, waiter => waiter.Text.Payer == waiter);
        }
    }

    /// <summary>
    /// What to wait for before more can be planned: the head, which comes before every row that is not decided. A call of one text alone
    /// overtakes the one being filled, so the head's may not be out: then it is what keeps the next row from being planned.
    /// </summary>
    private AskedText Awaited(AskedText head)
    {
        lock (rungs.Gate)
        {
            return head.Call.IsSent ? head : _inTheWay ?? head;
        }
    }

    /// <summary>
    /// Whether all that the plan of the next row is to know is there. It knows the calls up to the window before the one being filled, and
    /// those of all rows but the last so many.
    /// </summary>
    private bool MayPlan()
    {
        lock (rungs.Gate)
        {
            _inTheWay = null;
            RollOver();
            while (_calls.Count >= Window)
            {
                if (!FoldOldest())
                {
                    _inTheWay = _calls.Peek().Texts[0];
                    return false;
                }
            }

            if (_latest.Count < _mostAhead || _latest.Peek()?.Text is not { } far)
            {
                return true;
            }

            rungs.Teacher.Send(far.Call);
            RollOver();
            while (_calls.Contains(far.Call))
            {
                if (!FoldOldest())
                {
                    _inTheWay = _calls.Peek().Texts[0];
                    return false;
                }
            }

            _inTheWay = far;
            return far.Home.IsCompleted;
        }
    }

    private async Task ReadAsync(StreamRow<T>? head, CancellationToken cancellationToken)
    {
        try
        {
            Pending ??= source.MoveNextAsync().AsTask();
            if (!Pending.IsCompleted)
            {
                await WaitForSourceAsync(Pending, head, cancellationToken).ConfigureAwait(false);
            }

            if (_isIdle)
            {
                FoldHome(); // also what came home while nobody waited for the source
            }

            if (Pending.IsCompleted)
            {
                _hasEnded = !await Pending.ConfigureAwait(false);
                Pending = null;
                if (!_hasEnded)
                {
                    Plan(source.Current);
                }
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // What was read before it broke is decided and delivered first.
            (_broken, _hasEnded, Pending) = (ExceptionDispatchInfo.Capture(e), true, null);
        }
    }

    /// <summary>Waits until the source gives something, the head is decided, or the silence has lasted long enough.</summary>
    private async Task WaitForSourceAsync(Task next, StreamRow<T>? head, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        var began = clock.GetTimestamp();
        var linger = _isIdle || isAtWork() ? next : Task.Delay(Remaining(), clock, over.Token);
        try
        {
            await Task.WhenAny(next, head?.Waiter?.Text.Home ?? next, linger).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }

        if (isAtWork())
        {
            return;
        }

        _silence += clock.GetElapsedTime(began);
        if (linger.IsCompletedSuccessfully && !next.IsCompleted)
        {
            _isIdle = true;
            SendFilling();
        }
    }

    private TimeSpan Remaining() => _silence < options.Linger ? options.Linger - _silence : TimeSpan.Zero;

    private void Plan(T item)
    {
        var text = textOf(item) ?? "";
        lock (rungs.Gate)
        {
            RollOver(); // somebody else may have sent it, for want of one of its texts
            var call = LoneText.Is(text) ? new SharedCall(foldsAtHome: false) : _filling;
            var planned = rungs.Plan(text, call, vectorOf(item));
            _rows.Enqueue(new StreamRow<T>(item, planned));
            _latest.Enqueue(planned.Waiter);
            if (_latest.Count > _mostAhead)
            {
                _latest.Dequeue();
            }

            if (call != _filling && call.Texts.Count > 0)
            {
                rungs.Teacher.Send(call);
                _calls.Enqueue(call);
            }
            else if (_filling.Texts.Count >= options.RowsPerCall)
            {
                SendFilling();
            }

            _silence = _filling.Texts.Count == 0 ? TimeSpan.Zero : _silence;
        }

        _isIdle = false;
    }

    private void SendFilling()
    {
        lock (rungs.Gate)
        {
            if (_filling.Texts.Count > 0)
            {
                rungs.Teacher.Send(_filling);
                RollOver();
            }
        }
    }

    private void RollOver()
    {
        if (_filling.IsSent)
        {
            _calls.Enqueue(_filling);
            _filling = new SharedCall(foldsAtHome: false);
        }
    }

    private void FoldHome()
    {
        lock (rungs.Gate)
        {
            while (FoldOldest())
            {
            }
        }
    }

    private bool FoldOldest()
    {
        if (!_calls.TryPeek(out var oldest) || !oldest.IsHome)
        {
            return false;
        }

        rungs.Teacher.Fold(_calls.Dequeue());
        _answers += oldest.Texts.Count(text => text.Reply?.Answer is not null);
        return true;
    }
}
