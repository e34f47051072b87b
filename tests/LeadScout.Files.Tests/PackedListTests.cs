using System.IO.Compression;
using System.Text;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests;

/// <summary>Packed lists are read as they are in their packing, and written back packed, the same bytes each time.</summary>
public sealed class PackedListTests : IDisposable
{
    private const string Csv = "a,b\n1,2\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.csv.gz", Csv, "a,b,l\n1,2,x\n")]
    [InlineData("a.jsonl.gz", "{\"a\":1}\n", "{\"a\":1,\"l\":\"x\"}\n")]
    public void Gzip(string name, string text, string expected)
    {
        var file = LeadFiles.At(_folder.Write(name, Gzipped(Encoding.UTF8.GetBytes(text))));
        Label(file, ["l"], _ => ["x"]);
        var output = LeadFiles.DefaultOutput(_folder.File(name));
        Assert.EndsWith(".labelled" + name[1..], output, StringComparison.Ordinal);
        var first = File.ReadAllBytes(output);
        using (var unpacked = new StreamReader(new GZipStream(File.OpenRead(output), CompressionMode.Decompress)))
        {
            Assert.Equal(expected, unpacked.ReadToEnd());
        }

        Label(file, ["l"], _ => ["x"]);
        Assert.Equal(first, File.ReadAllBytes(output));
    }

    [Theory]
    [InlineData("a.csv.gz")]
    [InlineData("a.zip")]
    public void A_large_result_is_the_same_bytes_whichever_way_it_is_written(string name)
    {
        var text = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 20_000).Select(row => $"lead {row % 7919},{row * 31 % 101}\n")));
        var file = LeadFiles.At(_folder.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? Gzipped(text) : Zipped(("a.csv", Encoding.UTF8.GetString(text)))));
        Label(file, ["l"], _ => ["x"]);
        var first = File.ReadAllBytes(LeadFiles.DefaultOutput(_folder.File(name)));
        Assert.True(LabelAlongTrail(file, ["l"], _ => ["x"]));
        Assert.Equal(first, File.ReadAllBytes(LeadFiles.DefaultOutput(_folder.File(name))));
    }

    [Fact]
    public void What_is_named_as_packed_and_is_not_is_called_that() =>
        Assert.Contains(
            "is none. Let its name end as what it is, as in 'a.csv'",
            Refused(() => LeadFiles.At(_folder.Write("a.csv.gz", Csv))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_zip_with_one_list()
    {
        var file = LeadFiles.At(_folder.Write("a.zip", Zipped(("folder/leads.csv", Csv), ("__MACOSX/._leads.csv", "x"))));
        Label(file, ["l"], _ => ["x"]);
        var first = File.ReadAllBytes(_folder.File("a.labelled.zip"));
        using (var archive = ZipFile.OpenRead(_folder.File("a.labelled.zip")))
        using (var text = new StreamReader(Assert.Single(archive.Entries).Open()))
        {
            Assert.Equal("leads.labelled.csv", archive.Entries[0].FullName);
            Assert.Equal("a,b,l\n1,2,x\n", text.ReadToEnd());
        }

        Label(file, ["l"], _ => ["x"]);
        Assert.Equal(first, File.ReadAllBytes(_folder.File("a.labelled.zip")));
    }

    [Fact]
    public void What_is_no_list_in_its_packing_is_refused()
    {
        Assert.Contains(
            "holds 2 files: 'a.csv', 'b.csv'",
            Refused(() => LeadFiles.At(_folder.Write("a.zip", Zipped(("a.csv", Csv), ("b.csv", Csv))))).Message,
            StringComparison.Ordinal);
        Assert.Contains("nothing in it", Refused(() => LeadFiles.At(_folder.Write("b.zip", Zipped()))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "is damaged and can't be unpacked",
            Refused(() => Rows(LeadFiles.At(_folder.Write("c.csv.gz", Gzipped(Encoding.UTF8.GetBytes(Csv))[..^12])))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "holds XLSX, which is packed already",
            Refused(() => LeadFiles.At(_folder.Write("e.xlsx.gz", Gzipped([1])))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", new byte[] { 0x1F, 0x8B, 8 }, "packed with gzip. Let its name say so")]
    [InlineData("a.csv", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D }, "a PDF document")]
    [InlineData("a.csv", new byte[] { 0x50, 0x41, 0x52, 0x31 }, "a Parquet file")]
    [InlineData("a.xls", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }, "an old Excel workbook (.xls)")]
    [InlineData("a.ods", new byte[] { 1 }, "an OpenDocument file (.ods)")]
    [InlineData("a.pdf", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D }, "a PDF document")]
    public void A_file_that_is_something_else_is_called_what_it_is(string name, byte[] bytes, string said) =>
        Assert.Contains(said, Refused(() => LeadFiles.At(_folder.Write(name, bytes))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.xls", "<html><table><tr><td>a</td></tr></table></html>", "a web page (HTML)")]
    [InlineData("a.csv", "<!DOCTYPE html><html></html>", "a web page (HTML)")]
    [InlineData("a.xls", "a\tb\n1\t2\n", "is text rather than the old Excel workbook")]
    [InlineData("a.xls", "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "an XML spreadsheet of Excel 2003")]
    public void So_is_text(string name, string text, string said) =>
        Assert.Contains(said, Refused(() => LeadFiles.At(_folder.Write(name, text))).Message, StringComparison.Ordinal);

    private static byte[] Gzipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zipped(params (string Name, string Text)[] entries)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return packed.ToArray();
    }
}
