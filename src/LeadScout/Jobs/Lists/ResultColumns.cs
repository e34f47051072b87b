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
    public static AddedColumn[] Of(Question question) => Named(question.Name);

    /// <summary>The columns of a question whose column of labels is called so.</summary>
    public static AddedColumn[] Named(string name) => [new(name), new(name + "_confidence", IsNumber: true), new(name + "_source")];

    /// <summary>
    /// The columns of a list whose own labels were put to the proof: for each column of labels one with them corrected, and one that says
    /// whether a row's label was looked at.
    /// </summary>
    public static AddedColumn[] OfCorrected(IEnumerable<string> labelColumns) =>
        [.. labelColumns.SelectMany(column => new AddedColumn[] { new(column + "_corrected"), new(column + "_checked") })];
}
