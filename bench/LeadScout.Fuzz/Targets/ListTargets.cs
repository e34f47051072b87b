using System.Text;
using LeadScout.Files;
using LeadScout.Fuzz.Engine;
using LeadScout.Questions;

namespace LeadScout.Fuzz.Targets;

/// <summary>Lists of every format.</summary>
internal static class ListTargets
{
    private const string Kept = "refused with a reason, or read the same twice, and written with every cell in its place";
    private const long SheetRows = 1 << 20;

    public static readonly FuzzTarget Csv = new("csv", Kept, bytes => ListPromise.Check(Scratch.Put("list.csv", bytes), new(), bytes.Length + 1))
    {
        Words = [",", ";", "\t", "|", "\"", "\"\"", "\r\n", "\r", "\n\n", "\uFEFF", "sep=;\n", "name;title\n", "a,b\n1,2\n", "\u001A", "---", "\u0085", "\u2028", "'", "#", "=1+1"],
    };

    public static readonly FuzzTarget CsvTold = new("csv-told", "the same, where the user says how it is read", Told)
    {
        Words = [",", ";", "\"", "\r\n", "\r", "utf-16", "utf-16BE", "utf-32", "windows-1252", "shift_jis", "gb18030", "iso-2022-jp", "utf-7", "big5", "none", "single", "U+001F", "|2", "space", "\uFEFF"],
    };

    public static readonly FuzzTarget JsonLines = new("jsonl", Kept, bytes => ListPromise.Check(Scratch.Put("list.jsonl", bytes), new(), bytes.Length + 1)) { Words = JsonWords };

    public static readonly FuzzTarget JsonArray = new("json", Kept, bytes => ListPromise.Check(Scratch.Put("list.json", bytes), new(), bytes.Length + 1)) { Words = JsonWords };

    public static readonly FuzzTarget Xlsx = new("xlsx", Kept, bytes => ListPromise.Check(WorkbookBytes.Put(bytes), new(), SheetRows))
    {
        MostBytes = 4096,
        MostAllocated = 256L << 20,
        Words =
        [
            "<row r=\"2\">", "</row>", "<c r=\"B2\" t=\"s\"><v>", "<c t=\"inlineStr\"><is><t>", "</t></is></c>", "<c r=\"A1\" t=\"str\"><f>", "<mergeCell ref=\"A1:B2\"/>", "<si><t>",
            "<r><t>", "<rPh sb=\"0\" eb=\"1\"><t>", "xml:space=\"preserve\"", "_x000D_", "_x005F_", "&#10;", "&amp;", "<![CDATA[", "]]>", "<!--", "-->", "t=\"b\"", "t=\"e\"", "t=\"d\"",
            "s=\"1\"", "XFD1048576", "r=\"", "<dimension ref=\"A1:XFD1048576\"/>", "<autoFilter ref=\"A1:B3\"/>", "<tableParts>", "=== xl/sharedStrings.xml\n", "=== xl/workbook.xml\n", "=== xl/styles.xml\n",
            "date1904=\"1\"", "state=\"hidden\"", "<definedName name=\"_xlnm._FilterDatabase\">", "&#xD83D;", "\uFEFF", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "<!DOCTYPE x [<!ENTITY e \"e\">]>&e;",
        ],
    };

    public static readonly FuzzTarget Parquet = new("parquet", Kept, bytes => ListPromise.Check(Scratch.Put("list.parquet", bytes), new(), SheetRows))
    {
        Words = ["PAR1", "UTF8", "ARROW:schema", "\u0015\u0000", "\u0019\u001c"],
        MostAllocated = 256L << 20,
    };

    public static readonly FuzzTarget Gzip = new("gzip", Kept, bytes => ListPromise.Check(Scratch.Put("list.csv.gz", bytes), new(), SheetRows)) { MostAllocated = 2L << 30 }; // a thousand times as large when unpacked

    public static readonly FuzzTarget Zip = new("zip", Kept, bytes => ListPromise.Check(Scratch.Put("list.zip", bytes), new(), SheetRows))
    {
        Words = ["PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", ".csv", ".jsonl", "../", "__MACOSX/"],
        MostAllocated = 2L << 30,
    };

    public static readonly FuzzTarget XlsxZip = new("xlsx-zip", Kept, bytes => ListPromise.Check(Scratch.Put("list.xlsx", bytes), new(), SheetRows))
    {
        Words = ["PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "xl/workbook.xml", "[Content_Types].xml"],
        MostBytes = 4096,
        MostAllocated = 256L << 20,
    };

    private static string[] JsonWordList =>
    [
        "{\"a\":1}", "\n", "null", "true", "1e400", "-0", "\"\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "{\"a\":{\"b\":[1,2]}}", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", ",", ":", "{}", "[]", "\"a\":", "\uFEFF",
        "/* c */", "\\n", "\\\"", "\u2028",
    ];

    private static System.Collections.Immutable.ImmutableArray<string> JsonWords => [.. JsonWordList];

    // The first line says how to read the others: sheet|encoding|delimiter|quote|headerRow|format.
    private static void Told(byte[] bytes)
    {
        var end = Array.IndexOf(bytes, (byte)'\n');
        var said = Encoding.UTF8.GetString(bytes, 0, Math.Max(0, end)).Split(' ');
        LeadFileOptions options;
        try
        {
            options = ListOptionText.Parse(
                null, Said(said, 0), Said(said, 1), Said(said, 2), int.TryParse(Said(said, 3), out var row) ? row : null, null);
        }
        catch (BadInputException)
        {
            return;
        }

        ListPromise.Check(Scratch.Put("list.csv", bytes.AsSpan(end + 1)), options, bytes.Length + 1);
    }

    private static string? Said(string[] said, int place) => place < said.Length && said[place] is { Length: > 0 } and not "-" ? said[place] : null;
}
