using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>
/// What a call of its own for every row would cost, by the same prompts, priced text by text: rows with one key by its first spelling. As with every estimate,
/// instructions long enough for the provider's prompt cache count as served from it, and thoughts do not count, so it is rather too little than too much.
/// </summary>
internal static class RowByRow
{
    /// <summary>By text: the price of its rows; null when the model's price is unknown.</summary>
    public static Money[]? CostOf(LeadTexts texts, Question question, ITeacher teacher)
    {
        if (teacher.Price is not { } price)
        {
            return null;
        }

        var cost = new Money[texts.Count];
        for (var i = 0; i < cost.Length; i++)
        {
            var once = price.Of(teacher.Estimate(new Ask(question, [texts.Text(i)])));
            cost[i] = new Money(once.NanoDollars * texts.Rows(i));
        }

        return cost;
    }
}
