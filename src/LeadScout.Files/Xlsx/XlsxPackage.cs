using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using LeadScout.Questions;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// An XLSX file as the ZIP of XML parts that it is (ECMA-376 part 2): which parts there are is what its relationships say, not their names.
/// Not thread-safe.
/// </summary>
internal sealed class XlsxPackage : IDisposable
{
    // Of a part that is held in memory as a whole. Excel's own such parts have some kilobytes.
    private const long LargestTree = 64 << 20;

    /// <summary>Where the content types stand.</summary>
    public const string ContentTypesPart = "[Content_Types].xml";

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(PartName.Comparer);

    private XlsxPackage(string path, Stream stream)
    {
        Path = path;
        _zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in _zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            if (entry.IsEncrypted)
            {
                throw new InvalidDataException($"Its part {entry.FullName} is encrypted by a ZIP program.");
            }

            if (!_parts.TryAdd(PartName.OfEntry(entry.FullName), entry))
            {
                throw new InvalidDataException($"It has the part {PartName.OfEntry(entry.FullName)} twice.");
            }
        }
    }

    /// <summary>The workbook's path.</summary>
    public string Path { get; }

    /// <summary>What the ZIP holds, in its order.</summary>
    public IReadOnlyList<ZipArchiveEntry> Entries => _zip.Entries;

    /// <summary>Opens a file.</summary>
    /// <exception cref="BadInputException">It is no workbook, or a damaged one.</exception>
    public static XlsxPackage Open(string path)
    {
        var stream = XlsxFile.Open(path);
        try
        {
            return XlsxFile.Guard(path, () => new XlsxPackage(path, stream));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is such a part.</summary>
    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>The entry of a part.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public ZipArchiveEntry Entry(string part) =>
        _parts.TryGetValue(part, out var entry) ? entry : throw new InvalidDataException($"It has no part {part}.");

    /// <summary>What a part names, or the package itself ("").</summary>
    public IEnumerable<Relationship> RelationshipsOf(string part) =>
        Has(PartName.Relationships(part)) ? Relationship.Of(Tree(PartName.Relationships(part)), part).Select(Found) : [];

    /// <summary>The parts that the package's signatures begin with (ECMA-376 part 2, 10).</summary>
    public IEnumerable<string> Signatures() =>
        RelationshipsOf("").Where(r => r is { Kind: "origin", Part: not null } && Has(r.Part)).Select(r => r.Part!);

    /// <summary>The content types of the parts that have one of their own.</summary>
    public IEnumerable<(string Part, string Type)> ContentTypes() => !Has(ContentTypesPart) ? [] : Tree(ContentTypesPart).Elements()
        .Where(element => element.Name.LocalName == "Override")
        .Select(
            element => (PartName.OfTarget("", (string?)element.Attribute("PartName") ?? ""), (string?)element.Attribute("ContentType") ?? ""));

    /// <summary>A part's bytes, checked as they are read.</summary>
    public CheckedStream Bytes(string part, bool isXml = false) => new(Entry(part)) { IsXml = isXml };

    /// <summary>A part as XML, forward only; disposing closes it.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="anyCharacter">Whether characters are taken that XML does not allow and that could not be written back.</param>
    public XmlReader Xml(string part, bool anyCharacter = false) => XmlReader.Create(Bytes(part, isXml: true), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = !anyCharacter,
        CloseInput = true,
    });

    /// <summary>A small part as a tree, every blank kept.</summary>
    public XElement Tree(string part)
    {
        if (Entry(part).Length > LargestTree)
        {
            throw new InvalidDataException($"Its part {part} has more than {LargestTree >> 20} MB.");
        }

        using var xml = Xml(part);
        return XElement.Load(xml, LoadOptions.PreserveWhitespace);
    }

    /// <summary>Reads every entry to its end, also those that are no part, as folders are: the result copies them all.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public void CheckParts(string but)
    {
        var read = Entry(but);
        foreach (var entry in _zip.Entries.Where(entry => entry != read))
        {
            using var bytes = new CheckedStream(entry);
            bytes.ReadToEnd();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    /// <summary>Some producers name a target from the top and forget the slash.</summary>
    private Relationship Found(Relationship relationship) =>
        relationship.Part is { } part
            && !Has(part)
            && part.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && Has(part[(slash + 1)..])
            ? relationship with { Part = part[(slash + 1)..] }
            : relationship;
}
