namespace LeadScout.Teaching.Spending;

/// <summary>
/// A teacher under a spending limit that it shares with others: a job has a limit of its own, and beside it one that holds for all that a
/// client does. A call that this one does not bear is not made. Thread-safe.
/// </summary>
/// <param name="teacher">Who is asked.</param>
/// <param name="limit">The shared limit.</param>
internal sealed class LimitedTeacher(ITeacher teacher, SpendingLimit limit) : ITeacher
{
    /// <inheritdoc/>
    public string Name => teacher.Name;

    /// <inheritdoc/>
    public Price? Price => teacher.Price;

    /// <inheritdoc/>
    public ThinkingLine Thinking => teacher.Thinking;

    /// <inheritdoc/>
    public Usage Ceiling(Ask ask) => teacher.Ceiling(ask);

    /// <inheritdoc/>
    public bool Fits(Ask ask) => teacher.Fits(ask);

    /// <inheritdoc/>
    public Usage Estimate(Ask ask) => teacher.Estimate(ask);

    /// <inheritdoc/>
    public Ask? Roomier(Ask ask) => teacher.Roomier(ask);

    /// <inheritdoc/>
    public int? RoomFor(ThinkingRecord record) => teacher.RoomFor(record);

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Ask ask, CancellationToken cancellation)
    {
        using var account = limit.Open();
        try
        {
            var service = limit.RecordOf(teacher.Name);
            var ceiling = teacher.Price?.Of(teacher.Ceiling(ask)) ?? Money.Zero;
            return await account.ReserveAsync(service, ceiling, cancellation).ConfigureAwait(false) is { } granted
                ? await AskAsync(ask, account, granted, cancellation).ConfigureAwait(false)
                : Refused(ask, OutOfMoney.Of(limit, service, service.Widened(ceiling), null));
        }
        finally
        {
            account.Finish();
        }
    }

    private async Task<Reply> AskAsync(Ask ask, SpendingAccount account, Money granted, CancellationToken cancellation)
    {
        var (cost, billing) = (granted, Billing.PossiblyBilled); // it may be billed in full, whatever breaks
        try
        {
            var reply = await teacher.AskAsync(ask, cancellation).ConfigureAwait(false);
            var counted = teacher.Price?.Of(reply.Usage) ?? Money.Zero;
            (cost, billing) = (reply.UsageKnown || counted > granted ? counted : granted, reply.Billing);
            return reply;
        }
        finally
        {
            account.Settle(cost, billing);
        }
    }

    private static Reply Refused(Ask ask, AskStop stop) => new()
    {
        Items = [.. Enumerable.Repeat(AskOutcome.Failed("it was not asked"), ask.AnswerCount)],
        Fault = new TeacherFault(TeacherFaultKind.OutOfMoney, stop.Message),
    };
}
