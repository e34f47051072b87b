using System.Collections.Immutable;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// The labels that stand in a list's own columns. Rows of the same text with the same labels are one unit: they are right or wrong
/// together. Memory grows with units, never with rows.
/// </summary>
internal sealed class GivenLabels
{
    private const int MostNamed = 5;
    private readonly List<GivenUnit> _units = [];

    private GivenLabels(ImmutableArray<string> columns) => Columns = columns;

    /// <summary>The columns.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The units, in the order in which they first appear.</summary>
    public IReadOnlyList<GivenUnit> Units => _units;

    /// <summary>Rows that belong to no unit.</summary>
    public long LeftOutRows { get; private set; }

    /// <summary>By column: what stands in it.</summary>
    public ImmutableArray<GivenColumn> Findings { get; private set; } = [];

    /// <summary>Streams the list once more.</summary>
    /// <param name="request">The list; its settings name the columns.</param>
    /// <param name="question">Whose labels they should be.</param>
    /// <param name="texts">The list's texts.</param>
    /// <param name="interrupt">The wish to stop.</param>
    /// <exception cref="BadInputException">Labels are unknown and are to be refused, or no row is left.</exception>
    public static GivenLabels Read(JobRequest request, Question question, LeadTexts texts, CancellationToken interrupt)
    {
        var settings = request.Settings.Certify!;
        var given = new GivenLabels(settings.LabelColumns);
        var values = settings.LabelColumns.Select(column => new GivenValues(column, question, settings.LabelMap)).ToArray();
        var units = new Dictionary<(int Text, UInt128 Labels), int>();
        using (var leads = new GivenRows(request, question, settings.LabelColumns))
        {
            while (leads.Read())
            {
                interrupt.ThrowIfCancellationRequested();
                given.See(leads, texts, values, units, settings.UnknownLabels);
            }
        }

        given.Findings = [.. values.Select(value => value.Findings())];
        if (settings.UnknownLabels == UnknownLabels.Refuse)
        {
            given.RefuseUnknown(request.Input.Name, question);
        }

        return given._units.Count > 0 ? given : throw new BadInputException(
            "nothing-to-certify",
            $"{request.Input.Name} has no row with a text and a label of the question '{question.Name}' in {Setting.LabelColumn.To(string.Join(", ", given.Columns))}: there is nothing to put to the proof.");
    }

    private void See(
        GivenRows leads, LeadTexts texts, GivenValues[] values, Dictionary<(int Text, UInt128 Labels), int> units, UnknownLabels unknown)
    {
        var text = leads.TextIn(texts);
        if (text < 0)
        {
            LeftOutRows++;
            return;
        }

        var labels = new int[values.Length];
        UInt128 code = 0;
        for (var column = 0; column < values.Length; column++)
        {
            labels[column] = values[column].See(leads.Label(column), leads.Row);
            code = (code * (UInt128)(values[column].Labels + 1)) + (UInt128)(labels[column] + 1);
        }

        if (unknown == UnknownLabels.Skip && labels.Contains(-1))
        {
            LeftOutRows++;
        }
        else if (units.TryGetValue((text, code), out var unit))
        {
            _units[unit].Rows++;
        }
        else
        {
            units.Add((text, code), _units.Count);
            _units.Add(new GivenUnit(text, labels, leads.Row));
        }
    }

    private void RefuseUnknown(string name, Question question)
    {
        foreach (var column in Findings.Where(column => !column.Unknown.IsEmpty))
        {
            var values = string.Join(", ", column.Unknown.Take(MostNamed).Select(Words));
            var example = column.Unknown.FirstOrDefault(value => value.Value.Length > 0);
            throw new BadInputException(
                "label-unknown",
                $"{name}: in {column.UnknownRows} of {column.Rows} rows the column '{column.Column}' holds no label of the question '{question.Name}': {values}{(column.Unknown.Length > MostNamed ? $", and {column.Unknown.Length - MostNamed} other values" : "")}. "
                + $"Its labels are: {string.Join(", ", question.Labels)}. {UserMessage.If(example is not null, $"Say which label a value means with {Setting.LabelMap.To($"{Clipped(example?.Value ?? "")}={question.Labels[0].Name}")}, or")}"
                + $"{UserMessage.If(example is null, "Fill them in, or")} count such rows as wrong with {Setting.UnknownLabels.To("wrong")}, or leave them out with {Setting.UnknownLabels.To("skip")}.");
        }
    }

    private static string Words(GivenLabel value) =>
        $"{(value.Value.Length == 0 ? "blank" : $"'{Clipped(value.Value)}'")} ({(value.Rows == 1 ? $"row {value.FirstRow}" : $"{value.Rows} rows, the first is row {value.FirstRow}")})";

    private static string Clipped(string value) => value.Length <= 60 ? value : value[..57] + "...";
}

/// <summary>Rows of one text with the same labels.</summary>
/// <param name="text">The text's index in the list.</param>
/// <param name="labels">By column: the label's index in the question; -1 for none of its labels.</param>
/// <param name="firstRow">The first row, from 1.</param>
internal sealed class GivenUnit(int text, int[] labels, long firstRow)
{
    /// <summary>The text's index in the list.</summary>
    public int Text { get; } = text;

    /// <summary>By column: the label's index in the question; -1 for none of its labels.</summary>
    public int[] Labels { get; } = labels;

    /// <summary>The first row, from 1.</summary>
    public long FirstRow { get; } = firstRow;

    /// <summary>How many there are.</summary>
    public long Rows { get; set; } = 1;
}
