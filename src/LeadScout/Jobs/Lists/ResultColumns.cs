using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// The columns that a result has beside those of its list: for each question the label, its confidence, and who decided it.
/// </summary>
public static class ResultColumns
{
    /// <summary>So many for each question.</summary>
    public const int PerQuestion = 3;

    /// <summary>A question's columns, in order.</summary>
    public static AddedColumn[] Of(Question question) =>
        [new(question.Name), new(question.Name + "_confidence", IsNumber: true), new(question.Name + "_source")];
}
