namespace LeadScout.Streaming;

/// <summary>Puts one text through a cascade, and waits for it.</summary>
internal static class SingleReading
{
    public static async Task<Classification> ReadAsync(
        CascadeRungs rungs, string text, bool isAlone, Action<AskBill>? settled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (planned, embedding) = (default(Planned), new List<Task<AskBill>>());
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var vector = rungs.Embedding is null
                ? default
                : (await rungs.EmbedAsync([text], embedding, cancellationToken).ConfigureAwait(false))[0];
            planned = rungs.Plan(text, null, vector, isAlone);
            if (planned.Waiter is { } waiter)
            {
                await WaitAsync(rungs, waiter, cancellationToken).ConfigureAwait(false);
            }

            return rungs.Told(planned);
        }
        finally
        {
            BillSettlement.Settle(default, planned.Waiter is { } waiter ? [waiter] : [], embedding, settled);
        }
    }

    private static async Task WaitAsync(CascadeRungs rungs, Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Text.Home.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (rungs.Gate)
            {
                rungs.Teacher.Leave(waiter);
            }

            throw;
        }
    }
}
