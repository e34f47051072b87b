using System.Text;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Csv;

public sealed class CsvReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Name,Title\nBob,VP\n")]
    [InlineData("Name;Title\nBob;VP\n")]
    [InlineData("Name\tTitle\nBob\tVP\n")]
    [InlineData("Name|Title\r\nBob|VP")]
    [InlineData("\"Name\",\"Title\"\r\nBob,\"VP\"\r\n")]
    [InlineData("Name,Title\rBob,VP\r")]
    public void Every_dialect_gives_the_same_values(string text)
    {
        var file = LeadFiles.At(_folder.Write("a.csv", text));
        using var reader = file.Open();
        Assert.Equal(["Name", "Title"], reader.Columns);
        Assert.Equal(["Bob", "VP"], Assert.Single(Rows(file)));
    }

    [Fact]
    public void The_delimiter_is_the_one_that_the_rows_agree_with()
    {
        var file = LeadFiles.At(_folder.Write("a.csv", "Title, in full;Sales, Marketing or IT\nVP;x\n\"a;b\";\"c\n;d\"\n"));
        Assert.Equal([["VP", "x"], ["a;b", "c\n;d"]], Rows(file));
    }

    [Fact]
    public void A_delimiter_in_a_quoted_header_does_not_count() =>
        Assert.Equal(["VP", "x"], Assert.Single(Rows(LeadFiles.At(_folder.Write("a.csv", "\"a,b,c,d\";Title\nVP;x\n")))));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_says_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("Näme,Title\nΣοφία,長\U0001F600\n")];
        Assert.Equal(["Σοφία", "長\U0001F600"], Assert.Single(Rows(LeadFiles.At(_folder.Write("a.csv", bytes)))));
    }

    [Fact]
    public void An_encoding_can_be_named()
    {
        var path = _folder.Write("a.csv", [.. "Name\nM"u8, 0xFC, .. "ller "u8, 0x80, (byte)'\n']);
        Assert.Equal(["Müller €"], Assert.Single(Rows(LeadFiles.At(path, options: new LeadFileOptions(Encoding: "windows-1252")))));
    }

    [Fact]
    public void An_unknown_encoding_is_refused_with_examples()
    {
        var file = LeadFiles.At(_folder.Write("a.csv", "a\nb\n"), options: new LeadFileOptions(Encoding: "ansii"));
        Assert.Contains("'ansii' is not known", Refused(() => file.Open()).Message, StringComparison.Ordinal);
        Assert.Contains("windows-1252", Refused(() => file.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoding_against_the_byte_order_mark_is_refused()
    {
        var file = LeadFiles.At(
            _folder.Write("a.csv", [0xEF, 0xBB, 0xBF, .. "a\nb\n"u8]), options: new LeadFileOptions(Encoding: "windows-1252"));
        Assert.Contains("byte order mark that says utf-8", Refused(() => file.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_UTF8_is_refused_with_row_and_byte()
    {
        var file = LeadFiles.At(_folder.Write("a.csv", [.. "Name,Title\nBob,VP\nM"u8, 0xFC, .. "ller,CEO\n"u8]));
        var message = Refused(() => Rows(file)).Message;
        Assert.Contains("row 2 (line 3): the byte at offset 19 is not valid UTF-8 (0xFC)", message, StringComparison.Ordinal);
        Assert.Contains("Encoding windows-1252", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_UTF8_far_into_the_file_has_the_right_row_and_byte()
    {
        var row = Encoding.UTF8.GetBytes("Jürgen,Geschäftsführer\r\n");
        byte[] bytes = [.. "Name,Title\r\n"u8, .. Enumerable.Repeat(row, 20_000).SelectMany(b => b), .. "x,"u8, 0xE4, .. "rger\r\n"u8];
        var message = Refused(() => Rows(LeadFiles.At(_folder.Write("a.csv", bytes)))).Message;
        Assert.Contains($"row 20001 (line 20002): the byte at offset {12 + (20_000 * row.Length) + 2} ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-ascii", new byte[] { (byte)'a', (byte)'\n', (byte)'M', 0xFC, (byte)'\n' }, "row 1 (line 2): the byte at offset 3 is not valid us-ascii")]
    [InlineData("utf-16", new byte[] { (byte)'a', 0, (byte)'\n', 0, (byte)'b', 0, (byte)'c' }, "row 1 (line 2): the byte at offset 6 is not valid utf-16")]
    [InlineData("shift_jis", new byte[] { (byte)'a', (byte)'\n', (byte)'x', 0xFA, 0x54, (byte)'\n' }, "row 1 (line 2): the byte at offset 3 is not valid shift_jis")]
    [InlineData("iso-2022-jp", new byte[] { (byte)'a', (byte)'\n', 0x1B, 0x28, 0x42, (byte)'x', (byte)'\n' }, "row 1 (line 2): the byte at offset 2 is written in a way that iso-2022-jp would not write it")]
    public void Bytes_that_could_not_be_written_back_are_refused(string encoding, byte[] bytes, string expected)
    {
        var file = LeadFiles.At(_folder.Write("a.csv", bytes), options: new LeadFileOptions(encoding));
        Assert.Contains(expected, Refused(() => Rows(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_NUL_is_refused_with_row_and_advice()
    {
        var message = Refused(() => Rows(LeadFiles.At(_folder.Write("a.csv", "a,b\n1,2\n#,\0\n")))).Message;
        Assert.Contains("row 2 (line 3): the byte at offset 10 is a NUL character", message, StringComparison.Ordinal);
        Assert.Contains("Encoding utf-16", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\uFEFF", "is empty")]
    [InlineData("Name,Title\n", "has a header and no rows")]
    [InlineData("Name,Title", "has a header and no rows")]
    [InlineData("Name,Title\n\n\n", "has a header and no rows")]
    [InlineData("\uFEFFName,Title\n\uFEFFName,Title\nBob,VP\n", "row 1 (line 2) begins with a byte order mark, which belongs to the beginning of a file. Were several files put together?")]
    [InlineData("\uFEFF\uFEFFName,Title\nBob,VP\n", "header: it begins with a second byte order mark")]
    [InlineData("Name,Title\r\r\nBob,VP\r\r\n", "lines end with two carriage returns and a line feed")]
    [InlineData("Name,Title\r\nBob,VP\r\r\nBob,VP\r\n", "row 1 (line 2): a lone carriage return stands outside quotes, or one too many before the line's end")]
    [InlineData("a,b,c\n1,2,3\n1,2\n", "row 2 (line 3) has 2 fields, the header has 3, so 'c' is missing (delimiter: comma)")]
    [InlineData("a,\"b\n\"\n\"1\n\n\",2\n1,2,3\n", "row 2 (line 6) has 3 fields, the header has 2 (delimiter: comma). A field that holds a comma must stand in quotes.")]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n7,8\n", "row 2 (line 3), column 'b': a quote opens here and never closes")]
    [InlineData("a,b\n1,2\n3,\"4\n5,\"6\"\n7,8\n", "row 2 (line 3), column 'b': a quote is closed and more text follows")]
    [InlineData("a,b\n\"1\n", "row 1 (line 2), column 'a': a quote opens here and never closes")]
    [InlineData("a,\"b\n1,2\n", "header: a quote opens here and never closes")]
    [InlineData("a,b\n1,2\r3,4\n", "row 1 (line 2)")]
    [InlineData("a\r\nx\ry\r\n", "row 1 (line 2): a lone carriage return stands outside quotes")]
    [InlineData("a\rx\ny\r", "a lone line feed stands outside quotes")]
    public void Bad_input_is_refused_and_says_where(string text, string expected)
    {
        var path = _folder.Write("a.csv", text);
        var message = Refused(() => Rows(LeadFiles.At(path))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_header_name_is_called_by_its_place()
    {
        using var reader = LeadFiles.At(_folder.Write("a.csv", "Name,,Title\na,b,c\n")).Open();
        Assert.Equal(["Name", "column 2", "Title"], reader.Columns);
    }

    [Fact]
    public void A_blank_line_between_leads_is_no_lead() =>
        Assert.Equal([["1", "2"], ["3", "4"]], Rows(LeadFiles.At(_folder.Write("a.csv", "a,b\n\n1,2\n\n\n3,4\n\n"))));

    [Fact]
    public void In_a_list_of_one_column_a_blank_line_is_a_blank_lead() =>
        Assert.Equal([["x"], [""], ["y"]], Rows(LeadFiles.At(_folder.Write("a.csv", "a\nx\n\ny\n"))));

    [Fact]
    public void A_lead_may_begin_with_a_hash() =>
        Assert.Equal([["#1", "x"], ["# no comment", ""]], Rows(LeadFiles.At(_folder.Write("a.csv", "a,b\n#1,x\n# no comment,\n"))));

    [Fact]
    public void A_cell_of_two_megabytes_works()
    {
        var cell = string.Concat(Enumerable.Repeat("Größe, \"\"quoted\"\"\r\n", 120_000));
        var rows = Rows(LeadFiles.At(_folder.Write("a.csv", $"a,b\n1,\"{cell}\"\n2,x\n")));
        Assert.Equal(cell.Replace("\"\"", "\"", StringComparison.Ordinal), rows[0][1]);
        Assert.Equal(["2", "x"], rows[1]);
    }
}
