using LeadScout.Answers;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;

namespace LeadScout.Teaching.Spending;

/// <summary>Whether a limit on money can be kept.</summary>
internal static class CostLimit
{
    /// <exception cref="BadInputException">There is a limit, and the model's price is unknown.</exception>
    public static void Check(Money? limit, TeacherProfile teacher) => Check(limit, teacher, Setting.PriceIn, Setting.PriceOut);

    /// <summary>The same for whoever gives the second opinion, if anybody.</summary>
    /// <exception cref="BadInputException">There is a limit, and the model's price is unknown.</exception>
    public static void CheckSecond(Money? limit, TeacherProfile? second)
    {
        if (second is not null)
        {
            Check(limit, second, Setting.EscalatePriceIn, Setting.EscalatePriceOut);
        }
    }

    /// <summary>The same for what embeds at a price that is not known.</summary>
    /// <exception cref="BadInputException">There is a limit.</exception>
    public static void CheckEmbedding(Money? limit, string model)
    {
        if (limit is not null)
        {
            throw new BadInputException(
                "price-unknown",
                $"What {model} charges for embedding is unknown, so a limit of {limit} can't be kept. State it with {Setting.EmbeddingPrice} (US dollars per million tokens) "
                + $"or with a price table ({Setting.PriceTable.To("FILE")}), or leave {Setting.MaxCost} out: tokens are counted all the same.");
        }
    }

    /// <summary>The same for what a job has asked already.</summary>
    /// <param name="limit">The limit, if any.</param>
    /// <param name="job">The job.</param>
    /// <param name="ledger">Its calls, by the prices that are known now.</param>
    /// <exception cref="BadInputException">There is a limit, and calls of the job may have cost what nobody can tell.</exception>
    public static void CheckEarlier(Money? limit, JobId job, IReadOnlyCollection<LedgerLine> ledger)
    {
        if (limit is null || ledger.Where(line => line.Charged is null).ToArray() is not { Length: > 0 } unknown)
        {
            return;
        }

        var they = unknown.Length == 1 ? "1 earlier call of this job" : $"{unknown.Length} earlier calls of this job";
        var names = string.Join(", ", unknown.Select(line => line.Intent.Teacher).Distinct(StringComparer.Ordinal));
        throw Array.Exists(unknown, line => line.Billing == Billing.Measured)
            ? new BadInputException(
                "earlier-cost-unknown",
                $"What {they} cost is unknown, for what {names} charges is, so a limit of {limit} can't be kept. State it with {Setting.PriceIn} and {Setting.PriceOut}, with {Setting.EmbeddingPrice} "
                + $"or with a price table ({Setting.PriceTable.To("FILE")}), or leave {Setting.MaxCost} out.")
            : new BadInputException(
                "earlier-cost-unknown",
                $"{they} to {names} went out without a known price and may have been billed: nobody can tell how much, so a limit of {limit} can't be kept. Look at the provider's bill, then: {UserAction.SettleJob.On(job.Value)}. "
                + $"Or leave {Setting.MaxCost} out.");
    }

    private static void Check(Money? limit, TeacherProfile teacher, Setting priceIn, Setting priceOut)
    {
        if (limit is not null && teacher.Price is null)
        {
            throw new BadInputException(
                "price-unknown",
                $"What {teacher.Name} charges is unknown, so a limit of {limit} can't be kept. State it with {priceIn} and {priceOut} (US dollars per million tokens) "
                + $"or with a price table ({Setting.PriceTable.To("FILE")}), or leave {Setting.MaxCost} out: tokens are counted all the same.");
        }
    }
}
