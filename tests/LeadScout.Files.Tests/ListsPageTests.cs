using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LeadScout.Files.Parquet;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests;

/// <summary>What docs/lists.md shows is what happens.</summary>
public sealed partial class ListsPageTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_JSON_Lines_come_out_as_shown_and_what_is_refused_is_refused()
    {
        var blocks = Blocks().Matches(Page()).Select(match => match.Groups[1].Value).ToArray();
        var file = LeadFiles.At(_folder.Write("a.jsonl", blocks[0]));
        Label(file, ["q"], _ => ["a label"]);
        Assert.Equal(blocks[1], File.ReadAllText(_folder.File("a.labelled.jsonl")));

        using var reader = file.Open();
        reader.Read();
        Assert.Contains("twice", Refused(() => reader.Value(1)).Message, StringComparison.Ordinal);
        reader.Read();
        Assert.Equal("Head of IT", reader.Value(0).ToString());
        Assert.Contains("half of a character", Refused(() => reader.Value(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parquets_values_are_read_as_shown()
    {
        var rows = TypeRows().Matches(Page()).Select(match => match.Groups).ToArray();
        Assert.Equal(6, rows.Length);
        Assert.All(
            rows,
            row => Assert.Equal(row[3].Value, ParquetText.Of(long.Parse(row[2].Value, CultureInfo.InvariantCulture), MeaningOf(row[1].Value))));
    }

    private static ParquetMeaning MeaningOf(string type) => type switch
    {
        "DATE" => new(ParquetKind.Date, type),
        "TIME(MICROS)" => new(ParquetKind.Time, type, 6),
        "TIMESTAMP(MICROS)" => new(ParquetKind.Timestamp, type, 6),
        "TIMESTAMP(NANOS)" => new(ParquetKind.Timestamp, type, 9),
        "DECIMAL(18, 4)" => new(ParquetKind.Decimal, type, 4),
        _ => new(ParquetKind.Unsigned, type),
    };

    private static string Page([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Join(Path.GetDirectoryName(here), "..", "..", "docs", "lists.md"));

    [GeneratedRegex("```jsonl\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^\| ([A-Z(), 0-9a-z]+) \| (-?\d+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex TypeRows();
}
