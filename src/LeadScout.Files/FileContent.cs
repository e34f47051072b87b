using System.IO.Compression;
using System.Text;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files;

/// <summary>What a file really is, by its first bytes, for messages.</summary>
/// <param name="Format">Name of the format that reads it, or whose reader says best what is wrong with it; null for none.</param>
/// <param name="What">In words.</param>
/// <param name="Todo">What to do with it.</param>
internal sealed record FileContent(string? Format, string What, string Todo)
{
    private const int Length = 4096;
    private const string Again = "Export the list as CSV or XLSX where it comes from";
    private const string SaveAs = "Open it in Excel or LibreOffice and save it as .xlsx";

    private static readonly (int At, byte[] Bytes, FileContent Content)[] Signatures =
    [
        (0, "PAR1"u8.ToArray(), new("Parquet", "a Parquet file", "Let its name end in .parquet")),
        (0, "%PDF"u8.ToArray(), new(null, "a PDF document", "A PDF has no columns. " + Again)),
        (
            0,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            new("XLSX", "an old Excel workbook (.xls), or one that is locked with a password", SaveAs + " without a password")),
        (0, [0x1F, 0x8B], new(null, "packed with gzip", "Let its name say so, as in leads.csv.gz")),
        (0, "SQLite format 3\0"u8.ToArray(), new(null, "an SQLite database", "Export the table as CSV")),
        (8, "DUCK"u8.ToArray(), new(null, "a DuckDB database", "Export the table as CSV or Parquet")),
        (0, "{\\rtf"u8.ToArray(), new(null, "a rich text document (RTF)", Again)),
        (0, "ARROW1"u8.ToArray(), new(null, "an Arrow file", "Save it as Parquet")),
        (0, [(byte)'O', (byte)'R', (byte)'C'], new(null, "an ORC file", "Save it as Parquet")),
        (0, [(byte)'O', (byte)'b', (byte)'j', 1], new(null, "an Avro file", "Save it as Parquet")),
        (0, [(byte)'7', (byte)'z', 0xBC, 0xAF], new(null, "packed with 7-Zip", "Unpack it first")),
        (0, "Rar!"u8.ToArray(), new(null, "packed with RAR", "Unpack it first")),
        (0, [(byte)'B', (byte)'Z', (byte)'h'], new(null, "packed with bzip2", "Unpack it first, or pack it with gzip")),
        (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A], new(null, "packed with xz", "Unpack it first, or pack it with gzip")),
        (0, [0x28, 0xB5, 0x2F, 0xFD], new(null, "packed with zstd", "Unpack it first, or pack it with gzip")),
        (0, [0x89, 0x50, 0x4E, 0x47], new(null, "a PNG image", Again)),
        (0, [0xFF, 0xD8, 0xFF], new(null, "a JPEG image", Again)),
    ];

    private static readonly FileContent Workbook = new("XLSX", "an Excel workbook (XLSX)", "Let its name end in .xlsx");
    private static readonly FileContent OpenDocument = new(
        null, "an OpenDocument file (.ods)", "Open it in LibreOffice and save it as .xlsx, or: soffice --headless --convert-to xlsx FILE");
    private static readonly FileContent Archive = new("XLSX", "a zip archive", "Let its name end in .zip, or unpack it");

    /// <summary>Refuses a file whose content is another than its name says.</summary>
    /// <param name="source">The list, unpacked.</param>
    /// <param name="format">As its name says.</param>
    /// <exception cref="BadInputException">The message says what it is, and what to do.</exception>
    public static void Check(ListSource source, LeadFormat format)
    {
        if (Of(source) is { } content && content.Format != format.Name)
        {
            throw new BadInputException($"'{source.Name}' goes by the name of {format.Name} and is {content.What}. {content.Todo}.");
        }
    }

    /// <summary>The error for a file whose ending is not known.</summary>
    /// <param name="source">The list, unpacked.</param>
    /// <param name="name">Its own name, without a packing.</param>
    public static BadInputException Unknown(ListSource source, string name)
    {
        var known = $"Lists may be {string.Join("; ",
        LeadFormat.All.Select(format => $"{format.Name} ({string.Join(", ", format.Endings)})"))}; those of text packed too, as .csv.gz or as one file in a .zip";
        var ending = Path.GetExtension(name).ToLowerInvariant();
        var content = Of(source) ?? (ending == ".ods" ? OpenDocument : null);
        return content is null ? new BadInputException(
            "format-unknown",
            $"'{source.Name}' has an ending that is not known{(ending == ".xls" ? ", and is text rather than the old Excel workbook that it is named as: let its name end in .csv or .tsv" : "")}. {known}. Save the list as one of these, or say what it is with {Setting.InputFormat}.") : new BadInputException(
            "format-unknown",
            $"'{source.Name}' is {content.What}{(ending is ".xls" && !content.What.Contains(".xls", StringComparison.Ordinal) ? ", though it is named as an Excel workbook" : "")}, and its ending is not one that is read. {content.Todo}. {known}.");
    }

    private static FileContent? Of(ListSource source)
    {
        var head = source.Head(Length).AsSpan();
        foreach (var (at, bytes, content) in Signatures)
        {
            if (head.Length >= at + bytes.Length
                && head[at..].StartsWith(bytes)
                && (!IsWord(bytes) || IsBinary(head) || head.Length == at + bytes.Length))
            {
                return content;
            }
        }

        return head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? OfArchive(source) : OfText(head);
    }

    // The header of a list may begin with the same letters: ORCID.
    private static bool IsWord(byte[] bytes) => Array.TrueForAll(bytes, one => char.IsAsciiLetterOrDigit((char)one) || one == '!');

    private static bool IsBinary(ReadOnlySpan<byte> head) => head.ContainsAnyInRange((byte)0, (byte)8);

    private static FileContent OfArchive(ListSource source)
    {
        if (source.Packing != Packing.None)
        {
            return Archive;
        }

        try
        {
            using var archive = ZipFile.OpenRead(source.Path);
            return Holds("xl/") ? Workbook
                : Holds("word/") ? new(null, "a Word document (.docx)", Again)
                : Holds("ppt/") ? new(null, "a PowerPoint presentation (.pptx)", Again)
                : Holds("Index/") ? new(null, "an Apple Numbers document", "In Numbers choose File, Export To, and save it as Excel or CSV")
                : Holds("content.xml") ? OpenDocument
                : Archive;

            bool Holds(string part) => archive.Entries.Any(entry => entry.FullName.StartsWith(part, StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return new("XLSX", "a zip archive that is cut off or damaged", "Copy or export it again"); // what reads it says more
        }
    }

    private static FileContent? OfText(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return Begins("<!doctype html")
            || Begins("<html")
            || Begins("<table")
            || Begins("<head")
            || Begins("<meta") ? new(null, "a web page (HTML), as some programs export", SaveAs + " or as CSV")
            : text.Contains("<html", StringComparison.OrdinalIgnoreCase) && text.StartsWith('<')
                ? new(null, "a web page (HTML), as some programs export", SaveAs + " or as CSV")
            : Begins("<?xml") && text.Contains("spreadsheet", StringComparison.OrdinalIgnoreCase)
                ? new(null, "an XML spreadsheet of Excel 2003", SaveAs)
            : Begins("<?xml") ? new(null, "an XML document", Again)
            : null;

        bool Begins(string with) => text.StartsWith(with, StringComparison.OrdinalIgnoreCase);
    }
}
