using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// What a call of its own for every row would cost, by the same prompts, priced text by text: rows with one key by its first spelling. As
/// with every estimate, instructions long enough for the provider's prompt cache count as served from it, and thoughts do not count, so it
/// is rather too little than too much. Of more than <see cref="MostPriced"/> texts so many, evenly spaced, are priced, and the others at
/// their mean.
/// </summary>
internal static class RowByRow
{
    /// <summary>Texts that are priced one by one.</summary>
    public const int MostPriced = 10_000;

    /// <summary>By text: the price of its rows; null when the model's price is unknown.</summary>
    public static Money[]? CostOf(LeadTexts texts, Question question, TeacherProfile teacher)
    {
        if (teacher.Price is not { } price)
        {
            return null;
        }

        // Prompts differ by the few tokens of their text, and counting tokens takes longer than everything else about a known text.
        var stride = Math.Max(1, (texts.Count + MostPriced - 1) / MostPriced);
        var (once, sum, priced) = (new long[texts.Count], 0L, 0);
        for (var i = 0; i < once.Length; i += stride)
        {
            once[i] = price.Of(teacher.Estimate(new Ask(question, [texts.Text(i)]))).NanoDollars;
            sum += once[i];
            priced++;
        }

        return [.. once.Select((cost, i) => new Money((i % stride == 0 ? cost : sum / priced) * texts.Rows(i)))];
    }
}
