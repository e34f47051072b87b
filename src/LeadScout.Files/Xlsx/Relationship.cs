using System.Xml.Linq;

namespace LeadScout.Files.Xlsx;

/// <summary>How a part names another one (ECMA-376 part 2, 6.5.3).</summary>
/// <param name="Id">By which the part's XML refers to it.</param>
/// <param name="Kind">The end of its type, such as <c>worksheet</c>: strict and transitional workbooks differ in what stands
/// before.</param>
/// <param name="Part">The part's name; null for what lies outside of the package.</param>
internal sealed record Relationship(string Id, string Kind, string? Part)
{
    /// <summary>All that a part's relationships say.</summary>
    /// <param name="relationships">Their XML.</param>
    /// <param name="source">The part that they are of; "" for the package.</param>
    public static IEnumerable<Relationship> Of(XElement relationships, string source) => relationships.Elements()
        .Where(element => element.Name.LocalName == "Relationship")
        .Select(element => new Relationship(
            (string?)element.Attribute("Id") ?? "",
            KindOf((string?)element.Attribute("Type") ?? ""),
            (string?)element.Attribute("TargetMode") == "External" ? null : PartName.OfTarget(source, (string?)element.Attribute("Target") ?? "")));

    /// <summary>What a type says.</summary>
    public static string KindOf(string type) => type[(type.LastIndexOf('/') + 1)..];
}
