using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Jobs.Output;

/// <summary>
/// Streams a list again and writes it with its labels corrected: beside each column of labels one with the labels as they are right, as far
/// as is known, and one that says of every row whether its label was looked at. The list's own columns stay as they are.
/// </summary>
internal sealed class CorrectedWriter
{
    private const int AddedPerColumn = 2;

    private readonly JobRequest _request;
    private readonly Question _question;
    private readonly LeadTexts _texts;
    private readonly Decision?[] _decisions;
    private readonly GivenValues[] _values;

    /// <param name="request">The list.</param>
    /// <param name="texts">Its texts.</param>
    /// <param name="decisions">By text: its right label as far as is known.</param>
    public CorrectedWriter(JobRequest request, LeadTexts texts, ReadOnlySpan<Decision?> decisions)
    {
        (_request, _question, _texts, _decisions) = (request, request.Questions[0], texts, decisions.ToArray());
        var certify = request.Settings.Certify!;
        _values = [.. certify.LabelColumns.Select(column => new GivenValues(column, _question, certify.LabelMap))];
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="BadInputException">The list has changed meanwhile, or the file can't be written.</exception>
    public void Write()
    {
        var reader = _request.Input.Open();
        using var writer = _request.Input.Create(reader, ResultColumns.OfCorrected(_request.Settings.Certify!.LabelColumns));
        using var rows = GivenRows.For(_request, _question, reader, writer);
        var added = new string[AddedPerColumn * _values.Length];
        while (rows.Read())
        {
            var text = rows.TextIn(_texts);
            for (var column = 0; column < _values.Length; column++)
            {
                var given = _values[column].See(rows.Label(column), rows.Row);
                (added[AddedPerColumn * column], added[(AddedPerColumn * column) + 1]) = CellsOf(text, given);
            }

            writer.Write(added);
        }

        writer.Complete();
    }

    private (string Label, string Checked) CellsOf(int text, int given)
    {
        var name = given < 0 ? "" : _question.Labels[given].Name;
        return text < 0 || _decisions[text] is not { IsDecided: true } decision ? (name, "")
            : decision.Label == given ? (name, "confirmed")
            : (_question.Labels[decision.Label].Name, "corrected");
    }
}
