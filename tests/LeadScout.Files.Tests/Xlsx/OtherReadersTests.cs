using System.Text.Json.Nodes;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>What openpyxl and LibreOffice see in a result is what they see in the list, and the added cells.</summary>
public sealed class OtherReadersTests(OtherReaders readers) : IClassFixture<OtherReaders>
{
    /// <summary>What it does not open, or finds no sheet in, before anything is done to it.</summary>
    private static readonly string[] NotForOpenpyxl =
    [
        "entries with backslashes", "leading slashes in entries", "no content types", "no content types and no relationships of the package", "percent-encoded entries",
        "percent-encoded targets", "strict", "strict with ISO dates", "targets from the top without a slash", "targets in other case", "targets with backslashes",
    ];

    private static readonly string[] NotForLibreOffice =
    [
        "64-bit sizes", "entries with backslashes", "leading slashes in entries", "no content types", "no content types and no relationships of the package",
        "no relationships of the package", "percent-encoded entries", "percent-encoded targets", "targets from the top without a slash", "targets in other case",
        "targets with backslashes", "targets with dots",
    ];

    private static readonly string[] Labels = ["label <1>\t0.97", "label <2>\t0.97", "label <3>\t0.97"];

    [Fact]
    public void Openpyxl_sees_the_same_cells_formats_and_furniture_and_the_added_cells()
    {
        var seen = readers.Numbers.Keys.ToDictionary(kind => kind, Seen);
        Assert.Equal(NotForOpenpyxl.Order(), seen.Where(one => one.Value["error"] is not null).Select(one => one.Key).Order());
        Assert.All(seen.Where(one => one.Value["error"] is null), one =>
        {
            Assert.True(one.Value["differences"]!.AsArray().Count == 0, $"{one.Value}");
            Assert.True(one.Value["added"]!.AsObject().Count == 8, $"{one.Value}");
        });
    }

    [Fact]
    public void LibreOffice_sees_the_same_rows_and_the_added_cells()
    {
        var seen = readers.Numbers.Keys.ToDictionary(kind => kind, kind => readers.LibreOffice(kind, "before"));
        Assert.Equal(NotForLibreOffice.Order(), seen.Where(one => one.Value is null).Select(one => one.Key).Order());
        Assert.All(seen.Where(one => one.Value is not null), one =>
        {
            var after = readers.LibreOffice(one.Key, "after");
            Assert.NotNull(after);
            Assert.Equal(one.Value!.Length, after.Length);
            Assert.All(one.Value.Zip(after), rows => Assert.StartsWith(rows.First, rows.Second, StringComparison.Ordinal));
            Assert.EndsWith("\tq\tq_confidence", after[0], StringComparison.Ordinal);
            Assert.Equal(
                Labels,
                after.Where(row => row.Contains("label", StringComparison.Ordinal)).Select(row => row[row.IndexOf("label", StringComparison.Ordinal)..]));
        });
    }

    [Fact]
    public void Openpyxl_sees_the_table_and_the_filter_grown()
    {
        var table = Seen("a table and its filter")["tables"]!["Leads"]!;
        Assert.Equal("A1:F4", (string?)table[0]);
        Assert.Equal(["Name", "Job Title", "Since", "Score", "q", "q_confidence"], table[1]!.AsArray().Select(name => (string?)name));
        Assert.Equal("A1:F4", (string?)Seen("a filter")["filters"]!["Leads"]);
    }

    private JsonNode Seen(string kind) =>
        JsonNode.Parse(
            readers.Openpyxl.Single(line => line.Contains($"\"name\": \"{readers.Numbers[kind]}.xlsx\"", StringComparison.Ordinal)))!;
}
