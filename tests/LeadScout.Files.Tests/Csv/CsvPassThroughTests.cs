using System.Text;
using CsCheck;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Csv;

public sealed class CsvPassThroughTests : IDisposable
{
    private static readonly string[] Added = ["q", "q,\"x\""];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_table_passes_through_byte_for_byte_and_reads_the_same_again()
    {
        Check(Gen.Int[1, 30], iterations: 100);
        Check(Gen.Int[1500, 2000], iterations: 3); // larger than every buffer
    }

    [Fact]
    public void Blank_lines_pass_through_where_they_stand()
    {
        Assert.Equal("a,b,l\n\n1,2,x\n\n\n3,4,x\n\n", Labelled("a,b\n\n1,2\n\n\n3,4\n\n"));
    }

    [Fact]
    public void Leads_beyond_the_last_one_written_are_left_out() =>
        Assert.Equal("a,b,l\n1,2,x\n", Labelled("a,b\n1,2\n\n3,4\n\n", limit: 1));

    [Fact]
    public void A_last_line_without_a_line_end_keeps_none() => Assert.Equal("a;b;l\r\n1;2;x", Labelled("a;b\r\n1;2"));

    [Fact]
    public void A_named_encoding_is_kept()
    {
        var options = new LeadFileOptions(Encoding: "windows-1252");
        byte[] all =
            [.. "Name,b\n"u8, .. Enumerable.Range(0x20, 0xE0).Select(b => (byte)b)
                .Where(b => b is not ((byte)'"' or (byte)',')), .. ",2\n"u8];
        var path = _folder.Write("a.csv", all);
        Label(LeadFiles.At(path, options: options), ["l"], _ => ["é"]);
        byte[] expected = [.. "Name,b,l\n"u8, .. all[7..^1], .. ","u8, 0xE9, (byte)'\n'];
        Assert.Equal(expected, File.ReadAllBytes(_folder.File("a.labelled.csv")));
    }

    [Fact]
    public void A_label_that_the_encoding_lacks_is_refused_and_nothing_is_written()
    {
        var options = new LeadFileOptions(Encoding: "windows-1252");
        var file = LeadFiles.At(_folder.Write("a.csv", "a,b\n1,2\n"), options: options);
        Assert.Contains(
            "has the character '長', which windows-1252 can't write",
            Refused(() => Label(file, ["l"], _ => ["長"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'長い' has the character '長'", Refused(() => LeadFiles.EnsureCanHold(options, ["ok", "長い"])).Message, StringComparison.Ordinal);
        Assert.Equal(["a.csv"], _folder.Names());
    }

    [Fact]
    public void Lists_of_thousands_of_leads_pass_through()
    {
        foreach (var list in SampleLists.Csv)
        {
            var output = _folder.File("labelled.csv");
            Label(LeadFiles.At(list, output), ["l"], r => [$"{r.Row}"]);
            var i = 0;
            var expected = File.ReadLines(list).Select(line => line + (i++ == 0 ? ",l" : $",{i - 1}"));
            Assert.Equal(expected, File.ReadLines(output));
        }
    }

    private void Check(Gen<int> rowCount, int iterations)
    {
        var cell = Gen.OneOf(
            Gen.OneOf('a', 'ß', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '#', '\u200B').Array[0, 40].Select(c => new string(c)),
            Gen.Const(""),
            Gen.Const("\U0001F600長い肩書き"));
        var table = Gen.Select(Gen.Int[2, 12], rowCount).SelectMany((columns, rows) => cell.Array[columns].Array[rows]);
        var encoding = Gen.OneOf("utf-8", "utf-8 marked", "utf-16", "utf-16BE");
        Gen.Select(table, Gen.OneOf(',', ';', '\t', '|'), Gen.OneOf("\n", "\r\n"), encoding, Gen.Bool, Gen.Bool)
            .Sample(PassesThrough, iter: iterations, threads: 1);
    }

    private string Labelled(string text, int limit = int.MaxValue)
    {
        Label(LeadFiles.At(_folder.Write("a.csv", text)), ["l"], _ => ["x"], limit);
        return File.ReadAllText(_folder.File("a.labelled.csv"));
    }

    private void PassesThrough(string[][] rows, char delimiter, string lineEnd, string encodingName, bool lastLineEnds, bool quoteAll)
    {
        var header = Enumerable.Range(0, rows[0].Length).Select(i => $"c{i}").ToArray();
        var lines = rows.Prepend(header).Select(r => string.Join(delimiter, r.Select(c => Oracle.Field(c, delimiter, quoteAll)))).ToArray();
        var encoding = Encoding.GetEncoding(encodingName.Split(' ')[0]);
        var mark = encodingName == "utf-8" ? [] : encoding.GetPreamble();
        var end = lastLineEnds ? lineEnd : "";
        var path = _folder.Write("a.csv", [.. mark, .. encoding.GetBytes(string.Join(lineEnd, lines) + end)]);

        var file = LeadFiles.At(path);
        Assert.Equal(rows, Rows(file));
        Label(file, Added, r => [$"{r.Row}", r.Value(0).ToString()]);

        var written = File.ReadAllBytes(_folder.File("a.labelled.csv"));
        var tails = rows.Select((r, i) => $"{delimiter}{i + 1}{delimiter}{Oracle.Field(r[0], delimiter, quoteAll: false)}")
            .Prepend($"{delimiter}q{delimiter}\"q,\"\"x\"\"\"");
        Assert.Equal([.. mark, .. encoding.GetBytes(string.Join(lineEnd, lines.Zip(tails, string.Concat)) + end)], written);

        var again = Oracle.Read(encoding.GetString(written, mark.Length, written.Length - mark.Length), delimiter);
        Assert.Equal([.. header, .. Added], again[0]);
        Assert.Equal(rows.Select((r, i) => (string[])[.. r, $"{i + 1}", r[0]]), again.Skip(1));
    }
}
