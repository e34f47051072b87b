using LeadScout.Questions;

namespace LeadScout.Application.Reports;

/// <summary>Which of several questions share their calls.</summary>
public static class TogetherText
{
    /// <summary>One sentence; null with one question.</summary>
    public static string? Of(IReadOnlyCollection<Question> questions)
    {
        var byText = questions.GroupBy(question => question.Text.Source)
            .Select(same => string.Join(" and ", same.Select(question => question.Name)))
            .ToArray();
        return (questions.Count, byText.Length) switch
        {
            (1, _) => null,
            (_, 1) => $"One call asks {byText[0]} about each text.",
            _ => $"Asked apart, because they are about different columns: {string.Join("; ", byText)}.",
        };
    }
}
