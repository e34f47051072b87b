using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Server.Jobs;

/// <summary>
/// The text of a row as its job reads it: cut where the job cuts it, and marked where the job does not ask about it. Not thread-safe.
/// </summary>
internal sealed class RowText(Question question, ILeadReader reader, string name, JobSettings settings)
{
    private readonly LeadText _text = new(question.Text, reader, name, settings);
    private readonly int[] _columns =
        [.. question.Text.Columns.Select(column => Enumerable.Range(0, reader.Columns.Count).First(at => reader.Columns[at] == column))];

    /// <summary>The text of the row that the reader stands on; of one that is not asked about, what stands there.</summary>
    /// <param name="at">The reader.</param>
    /// <param name="textless">Why it is not asked about; null where it is, and for a blank one.</param>
    public string Of(ILeadReader at, out UndecidedReason? textless)
    {
        var text = _text.Of(at);
        textless = _text.Flaw.Reason();
        return textless is null ? text.ToString() : question.Text.Fill([.. _columns.Select(column => at.Value(column).ToString())]);
    }
}
