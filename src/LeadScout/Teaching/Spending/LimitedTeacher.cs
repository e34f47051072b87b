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
    public TeacherProfile Profile => teacher.Profile;

    /// <inheritdoc/>
    public void EnsureReady() => teacher.EnsureReady();

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        using var account = limit.Open();
        try
        {
            var service = limit.RecordOf(Profile.Name);
            var ceiling = Profile.Price?.Of(Profile.Ceiling(ask)) ?? Money.Zero;
            return await account.ReserveAsync(service, ceiling, cancellationToken).ConfigureAwait(false) is { } granted
                ? await AskAsync(ask, account, granted, cancellationToken).ConfigureAwait(false)
                : Refused(ask, OutOfMoney.Of(limit, service, service.Widened(ceiling), null));
        }
        finally
        {
            account.Finish();
        }
    }

    private async Task<Reply> AskAsync(Ask ask, SpendingAccount account, Money granted, CancellationToken cancellationToken)
    {
        var (cost, billing) = (granted, Billing.PossiblyBilled); // it may be billed in full, whatever breaks
        try
        {
            var reply = await teacher.AskAsync(ask, cancellationToken).ConfigureAwait(false);
            var counted = Profile.Price?.Of(reply.Usage) ?? Money.Zero;
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
        Fault = new TeacherFault(TeacherFaultKind.OutOfMoney, stop.Message.ToString()),
    };
}
