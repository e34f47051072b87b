namespace LeadScout.Streaming;

/// <summary>Puts one text through a cascade, and waits for it.</summary>
internal static class SingleReading
{
    public static async Task<Classification> ReadAsync(
        CascadeRungs rungs, string text, bool isAlone, Action<AskBill>? settled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var planned = default(Planned);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            planned = rungs.Plan(text, null, isAlone);
            if (planned.Waiter is { } waiter)
            {
                await WaitAsync(rungs, waiter, cancellationToken).ConfigureAwait(false);
            }

            return rungs.Told(planned);
        }
        finally
        {
            BillSettlement.Settle(default, planned.Waiter is { } waiter ? [waiter] : [], settled);
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
