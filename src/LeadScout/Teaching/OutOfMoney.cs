using LeadScout.Jobs;

namespace LeadScout.Teaching;

/// <summary>What is said when the spending limit stops the desk.</summary>
internal static class OutOfMoney
{
    /// <param name="purse">The limit, and what counts against it.</param>
    /// <param name="next">The most that the next call could cost.</param>
    /// <param name="job">The job that stops; null for single texts, which nobody can release.</param>
    public static DeskStop Of(Purse purse, Money next, JobId? job)
    {
        var possibly = purse.PossiblyBilled;
        var uncertain = possibly == Money.Zero ? ""
            : $" and {possibly} possibly billed (calls of unknown fate, counted at the most they can cost)";
        var settle = possibly == Money.Zero || job is null ? ""
            : $" If the provider's bill shows that they were not charged: leadscout jobs settle {job} --measured";
        return new DeskStop(
            DeskStopKind.OutOfMoney, $"The spending limit of {purse.Limit} stops it: {purse.Spent} measured{uncertain}, and the next call could cost up to {next}.{settle}");
    }
}
