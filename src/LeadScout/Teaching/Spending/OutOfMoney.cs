using LeadScout.Answers;
using LeadScout.Messages;

namespace LeadScout.Teaching.Spending;

/// <summary>What is said when the spending limit stops the service.</summary>
internal static class OutOfMoney
{
    /// <param name="refusal">The limit, and the call that it does not bear.</param>
    /// <param name="job">The job that stops; null for single texts, which nobody can release.</param>
    public static AskStop Of(SpendingRefusal refusal, JobId? job)
    {
        var (spending, (service, _)) = (refusal.Limit, refusal.Request);
        var possibly = spending.PossiblyBilled;
        var uncertain = possibly == Money.Zero ? ""
            : $" and {possibly} possibly billed (calls of unknown fate, counted at the most they can cost)";
        var settle = UserMessage.If(
            possibly != Money.Zero && job is not null && !refusal.IsShared,
            $" If the provider's bill shows that they were not charged: {UserAction.SettleJob.On($"{job}")}");
        var worst = service.Worst is not { } bill ? ""
            : $" The service billed more than announced: {bill.Cost} for a call that should have come to {bill.Ceiling} at most. "
              + "Check its bill and the price given.";
        return new AskStop(
            AskStopKind.OutOfMoney,
            $"The spending limit of {spending.Limit} stops it: {spending.Spent} measured{uncertain}, and the next call could cost up to {refusal.Request.Amount}.{worst}{settle}");
    }
}
