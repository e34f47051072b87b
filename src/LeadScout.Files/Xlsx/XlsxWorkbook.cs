using System.Xml.Linq;
using LeadScout.Questions;

namespace LeadScout.Files.Xlsx;

/// <summary>What the main part of a workbook says (ECMA-376 part 1, 18.2).</summary>
internal sealed class XlsxWorkbook
{
    private const string MainType = "sheet.main+xml";
    private const string MacroType = "sheet.macroEnabled.main+xml";

    private readonly List<XlsxSheet> _sheets = [];
    private readonly List<Relationship> _relationships;

    /// <exception cref="BadInputException">It is no workbook.</exception>
    public XlsxWorkbook(XlsxPackage package)
    {
        Part = Main(package) ?? throw OtherPackage.Refused(package);
        Root = package.Tree(Part);
        _relationships = [.. package.RelationshipsOf(Part)];
        Dates1904 = Named("workbookPr").Attributes("date1904").Any(IsTrue);
        foreach (var (place, element) in Named("sheets").Elements().Where(element => element.Name.LocalName == "sheet").Index())
        {
            var id = element.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.Namespace != XNamespace.None)?.Value;
            if (_relationships.FirstOrDefault(r => r.Id == id) is { Kind: "worksheet", Part: { } part }) // or else a chart or a dialogue
            {
                _sheets.Add(
                    new XlsxSheet((string?)element.Attribute("name") ?? "", part, place, (string?)element.Attribute("state") is null or "visible"));
            }
        }
    }

    /// <summary>The name of the main part.</summary>
    public string Part { get; }

    /// <summary>Its XML.</summary>
    public XElement Root { get; }

    /// <summary>Its sheets with cells, the hidden ones too, in the order of their tabs.</summary>
    public IReadOnlyList<XlsxSheet> Sheets => _sheets;

    /// <summary>Whether days are counted from 1904, as old Macs did.</summary>
    public bool Dates1904 { get; }

    /// <summary>
    /// The part of this kind, such as <c>styles</c>; where no relationship says which, the one of the usual name. There need be none.
    /// </summary>
    public string? Only(string kind) => _relationships.FirstOrDefault(r => r.Kind == kind)?.Part ?? PartName.OfTarget(Part, kind + ".xml");

    /// <summary>Whether an attribute says yes.</summary>
    public static bool IsTrue(XAttribute attribute) => attribute.Value.Trim() is "1" or "true";

    private IEnumerable<XElement> Named(string name) => Root.Descendants(Root.Name.Namespace + name);

    /// <summary>By the package's relationships; by its content types where these are missing; by its usual name where both are.</summary>
    private static string? Main(XlsxPackage package)
    {
        var named = package.RelationshipsOf("").FirstOrDefault(r => r.Kind == "officeDocument")?.Part
            ?? package.ContentTypes().FirstOrDefault(type => type.Type.EndsWith(MainType, StringComparison.Ordinal) || type.Type.EndsWith(MacroType, StringComparison.Ordinal)).Part
            ?? "xl/workbook.xml";
        return package.Has(named) && !OtherPackage.IsBinary(named) ? named : null;
    }
}
