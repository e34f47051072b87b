using System.Text;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;

namespace LeadScout.Hints;

/// <summary>
/// Has a list's texts embedded by who sends them out, several calls at once. The first stop lets the calls in flight come home, and makes no
/// more.
/// </summary>
/// <param name="tools">What the calls share.</param>
/// <param name="concurrency">The most calls at once.</param>
internal sealed class EmbeddingBatches(EmbeddingContext tools, int concurrency)
{
    // Providers bound what a request may hold in all (OpenAI: 300,000 tokens). A token is a byte at least.
    private const int MostBytes = 200_000;

    /// <summary>Embeds.</summary>
    /// <param name="texts">Each once.</param>
    /// <param name="first">The number of the first batch.</param>
    /// <param name="made">Told what came of each batch, in their order.</param>
    /// <param name="interrupt">The wish to stop.</param>
    /// <returns>Why it stopped; null when all is embedded.</returns>
    public async Task<AskStop?> RunAsync(
        IEnumerable<KeyValuePair<TextKey, string>> texts, BatchId first, Action<IReadOnlyDictionary<TextKey, ReadOnlyMemory<Half>>> made,
        CancellationToken interrupt)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        using var batches = Batches(texts, tools.Embedder.MostTexts).GetEnumerator();
        var (inFlight, stop, next) = (new Queue<Flight>(), (AskStop?)null, first);
        try
        {
            while (true)
            {
                while (stop is null && !interrupt.IsCancellationRequested && inFlight.Count < concurrency && batches.MoveNext())
                {
                    inFlight.Enqueue(Send(batches.Current, next, stopping.Token));
                    next = next.Next();
                }

                if (!inFlight.TryPeek(out var head))
                {
                    return stop ?? (interrupt.IsCancellationRequested ? new AskStop(AskStopKind.Interrupted, "Interrupted.") : null);
                }

                var ended = await head.Ended.ConfigureAwait(false);
                made(head.Session.Vectors);
                inFlight.Dequeue().Account.Dispose();
                if (stop is null && ended is not null)
                {
                    stop = ended;
                    await stopping.CancelAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // Calls that are out are paid for: whatever broke, their replies come home and are committed.
            await stopping.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(inFlight.Select(flight => flight.Ended))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var flight in inFlight)
            {
                flight.Account.Dispose();
            }
        }
    }

    private Flight Send(KeyValuePair<TextKey, string>[] texts, BatchId batch, CancellationToken stop)
    {
        var account = tools.Gate.SpendingLimit.Open();
        var session = new EmbeddingSession(batch, tools, account);
        return new Flight(session, account, session.RunAsync(texts, stop));
    }

    /// <summary>The texts, as many at a time as one call takes.</summary>
    public static IEnumerable<KeyValuePair<TextKey, string>[]> Batches(IEnumerable<KeyValuePair<TextKey, string>> texts, int mostTexts)
    {
        var (batch, bytes) = (new List<KeyValuePair<TextKey, string>>(), 0);
        foreach (var text in texts)
        {
            var size = Encoding.UTF8.GetByteCount(text.Value);
            if (batch.Count > 0 && (batch.Count == mostTexts || bytes + size > MostBytes))
            {
                yield return [.. batch];
                batch.Clear();
                bytes = 0;
            }

            batch.Add(text);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }

    private readonly record struct Flight(EmbeddingSession Session, SpendingAccount Account, Task<AskStop?> Ended);
}
