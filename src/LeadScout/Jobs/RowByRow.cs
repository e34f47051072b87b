using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>What a call of its own for every row would cost, by the same prompts, priced text by text.</summary>
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
