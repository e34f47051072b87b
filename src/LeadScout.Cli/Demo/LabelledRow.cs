using LeadScout.Application.Samples;
using LeadScout.Files;
using LeadScout.Jobs.Lists;
using LeadScout.Texts;

namespace LeadScout.Cli.Demo;

/// <summary>A row of the demo's result.</summary>
internal sealed record LabelledRow(long Row, string Text, string Country, string Label, string Source)
{
    /// <summary>The key of its text.</summary>
    public TextKey Key { get; } = TextKey.Of(Text);

    /// <summary>All rows of the result.</summary>
    public static IReadOnlyList<LabelledRow> ReadAll()
    {
        using var reader = LeadFiles.At(DemoFolder.Result).Open();
        var rows = new List<LabelledRow>();
        while (reader.Read())
        {
            rows.Add(new LabelledRow(
                reader.Row,
                Cell(reader, SampleList.Column),
                Cell(reader, "Country"),
                Cell(reader, SampleList.QuestionName),
                Cell(reader, SampleList.QuestionName + "_source")));
        }

        return rows;
    }

    private static string Cell(ILeadReader reader, string column) =>
        reader.Value(Enumerable.Range(0, reader.Columns.Count).Single(at => reader.Columns[at] == column)).ToString();
}
