using LeadScout.Messages;
using LeadScout.Questions;

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
