using LeadScout.Questions;

namespace LeadScout.Teaching.Spending;

/// <summary>Whether a limit on money can be kept.</summary>
internal static class CostLimit
{
    /// <exception cref="BadInputException">There is a limit, and the model's price is unknown.</exception>
    public static void Check(Money? limit, ITeacher teacher) => Check(limit, teacher, "--price");

    /// <summary>The same for whoever gives the second opinion, if anybody.</summary>
    /// <exception cref="BadInputException">There is a limit, and the model's price is unknown.</exception>
    public static void CheckSecond(Money? limit, ITeacher? second)
    {
        if (second is not null)
        {
            Check(limit, second, "--escalate-price");
        }
    }

    private static void Check(Money? limit, ITeacher teacher, string option)
    {
        if (limit is not null && teacher.Price is null)
        {
            throw new BadInputException(
                $"What {teacher.Name} charges is unknown, so a limit of {limit} can't be kept. State it with {option}-in and {option}-out (US dollars per million tokens) "
                + "or with a price table (--prices FILE), or leave --max-cost out: tokens are counted all the same.");
        }
    }
}
