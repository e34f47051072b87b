using System.IO.Compression;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>The same list, as written by producers of every kind, is read alike and written back.</summary>
public sealed class OddWorkbookTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Kinds => [.. OddWorkbooks.All.Select(kind => kind.Key)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_workbook_of_any_kind_is_read_as_it_shows_and_written_back(string kind)
    {
        var path = _folder.Write("a.xlsx", OddWorkbooks.All.Single(one => one.Key == kind).Value().ToBytes());
        var file = LeadFiles.At(path);
        file.CheckOutput();
        Assert.Equal(WorkbookParts.Leads, Rows(file));

        Label(file, ["q", "q_confidence"], reader => [$"label <{reader.Row}>", "0.97"]);

        Assert.Equal(
            WorkbookParts.Leads.Select((row, i) => (string[])[.. row, $"label <{i + 1}>", "0.97"]),
            Rows(LeadFiles.At(_folder.File("a.labelled.xlsx"))));
        AssertOtherPartsAreTheSame(path, _folder.File("a.labelled.xlsx"));
    }

    /// <summary>Byte for byte, but for the sheet, and what the added columns concern.</summary>
    private static void AssertOtherPartsAreTheSame(string input, string output)
    {
        using var before = ZipFile.OpenRead(input);
        using var after = ZipFile.OpenRead(output);
        Assert.Equal(
            before.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal),
            after.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        string[] differ =
            [.. before.Entries.Where(e => !Bytes(e).SequenceEqual(Bytes(after.GetEntry(e.FullName)!))).Select(e => e.FullName)];
        Assert.All(differ, name => Assert.Matches("(?i)sheet.*1.*xml$|table1.xml$|^xl/workbook.xml$", name));
        Assert.InRange(differ.Length, 1, 2);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
