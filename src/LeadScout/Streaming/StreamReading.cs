using System.Runtime.CompilerServices;

namespace LeadScout.Streaming;

/// <summary>Reads a source through a cascade, and leaves both as they ought to be left, wherever the reader stops.</summary>
internal static class StreamReading
{
    /// <summary>The items in their order, each with what was decided.</summary>
    /// <remarks>
    /// The source is read on the thread pool, never in the context of the reader: if that has one thread, and it blocks until the next item
    /// is there, a source that awaits in the context would wait for it for ever.
    /// </remarks>
    public static async IAsyncEnumerable<(T Item, Classification Classification)> ReadAsync<T>(
        CascadeRungs rungs,
        IAsyncEnumerable<T> items,
        Func<T, string> text,
        CascadeOptions options,
        TimeProvider clock,
        Action<AskBill>? settled,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await LeaveContextAsync().ConfigureAwait(false);
        var source = items.GetAsyncEnumerator(reading.Token);
        if (rungs.Embedding is null)
        {
            var plain = new TextStream<T>(rungs, source, text, _ => default, () => false, options, clock);
            await foreach (var row in ReadAsync(plain, source, reading, [], settled, cancellationToken).ConfigureAwait(false))
            {
                yield return (row.Item, rungs.Told(row.Planned));
            }

            yield break;
        }

        var embedded = new EmbeddedSource<T>(rungs, source, text, reading.Token);
        var stream = new TextStream<EmbeddedItem<T>>(
            rungs, embedded, item => item.Text, item => item.Vector, () => embedded.IsAtWork, options, clock);
        await foreach (var row in ReadAsync(stream, embedded, reading, embedded.Bills, settled, cancellationToken).ConfigureAwait(false))
        {
            yield return (row.Item.Item, rungs.Told(row.Planned));
        }
    }

    private static async IAsyncEnumerable<StreamRow<T>> ReadAsync<T>(
        TextStream<T> stream,
        IAsyncEnumerator<T> source,
        CancellationTokenSource reading,
        IReadOnlyCollection<Task<AskBill>> embedding,
        Action<AskBill>? settled,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await stream.NextAsync(cancellationToken).ConfigureAwait(false) is { } row)
            {
                yield return row;
                await LeaveContextAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            var left = stream.Leave();
            BillSettlement.Settle(stream.Bill, left, embedding, settled);
            await reading.CancelAsync().ConfigureAwait(false);
            await LeaveContextAsync().ConfigureAwait(false);
            await DisposeAsync(source, stream.Pending).ConfigureAwait(false);
        }
    }

    private static async ValueTask LeaveContextAsync()
    {
        if (SynchronizationContext.Current is not null)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    /// <summary>
    /// A source can't be disposed of while it is asked for its next item. If it does not heed the token, nobody waits for it.
    /// </summary>
    public static async ValueTask DisposeAsync<T>(IAsyncEnumerator<T> source, Task<bool>? pending)
    {
        if (pending is null or { IsCompleted: true })
        {
            await source.DisposeAsync().ConfigureAwait(false);
            return;
        }

        _ = DisposeOnceDoneAsync();

        async Task DisposeOnceDoneAsync()
        {
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }
}
