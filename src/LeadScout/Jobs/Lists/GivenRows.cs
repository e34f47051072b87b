using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>Streams a list's texts together with the labels that stand in its columns. Not thread-safe.</summary>
internal sealed class GivenRows : IDisposable
{
    private readonly ILeadReader _reader;
    private readonly LeadsAhead _leads;
    private readonly string _name;

    /// <param name="request">The list.</param>
    /// <param name="question">How a lead becomes a text.</param>
    /// <param name="columns">The columns that are read beside.</param>
    public GivenRows(JobRequest request, Question question, IEnumerable<string> columns)
        : this(request, question, columns, request.Input.Open(), null)
    {
    }

    private GivenRows(JobRequest request, Question question, IEnumerable<string> columns, ILeadReader reader, ILeadWriter? writer)
    {
        (_reader, _name) = (reader, request.Input.Name);
        var labels = columns.Select(column => new LeadText(TextTemplate.OfColumn(column), reader, _name));
        _leads = new LeadsAhead(
            reader, [new LeadText(question.Text, reader, _name, request.Settings), .. labels], request.Settings.Limit, writer);
    }

    /// <summary>The current row, from 1.</summary>
    public long Row { get; private set; }

    /// <summary>The same rows, taken over by a writer.</summary>
    public static GivenRows For(JobRequest request, Question question, ILeadReader reader, ILeadWriter writer) =>
        new(request, question, request.Settings.Certify!.LabelColumns, reader, writer);

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read()
    {
        Row++;
        return _leads.Read();
    }

    /// <summary>The index of the row's text; below 0 for none.</summary>
    /// <exception cref="BadInputException">The list holds another text than before.</exception>
    public int TextIn(LeadTexts texts) => texts.IndexOf(_leads.Text(0)) is not -2 and var index && Row <= texts.RowCount
        ? index
        : throw new BadInputException(
            $"{_name} changed while the job ran: row {Row} was not there before, or held another text. Run the command again.");

    /// <summary>What stands in a column of labels.</summary>
    public ReadOnlySpan<char> Label(int column) => _leads.Text(column + 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        _leads.Dispose();
        _reader.Dispose();
    }
}
