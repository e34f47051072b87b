namespace LeadScout.Streaming;

/// <summary>Tells whoever keeps accounts what was asked on theirs, once all of it is home.</summary>
internal static class BillSettlement
{
    /// <summary>Returns at once; tells once, also who has left by then.</summary>
    /// <param name="delivered">What is known to have been asked.</param>
    /// <param name="left">Those whose texts may be out still.</param>
    /// <param name="embedding">What embedding cost, once it is home.</param>
    /// <param name="settled">Who is told; null for nobody.</param>
    public static void Settle(
        AskBill delivered, IReadOnlyList<Waiter> left, IReadOnlyCollection<Task<AskBill>> embedding, Action<AskBill>? settled)
    {
        if (settled is not null)
        {
            _ = SettleAsync();
        }

        async Task SettleAsync()
        {
            foreach (var waiter in left.Where(waiter => waiter.Text.Payer == waiter))
            {
                await waiter.Text.Home.ConfigureAwait(false);
                delivered += waiter.Bill;
            }

            foreach (var bill in embedding)
            {
                delivered = delivered.WithEmbedding(await bill.ConfigureAwait(false));
            }

            settled(delivered);
        }
    }
}
