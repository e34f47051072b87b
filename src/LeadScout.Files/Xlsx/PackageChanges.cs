using System.Xml.Linq;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// The parts of a package that its copy has otherwise or not at all; every other one is copied byte for byte. Not thread-safe.
/// </summary>
internal sealed class PackageChanges
{
    private readonly XlsxPackage _package;
    private readonly Dictionary<string, XElement> _changed = new(PartName.Comparer);
    private readonly HashSet<string> _removed = new(PartName.Comparer);

    public PackageChanges(XlsxPackage package) => _package = package;

    /// <summary>The part's new XML; null if it is copied as it is.</summary>
    public XElement? this[string part] => _changed.GetValueOrDefault(part);

    /// <summary>Whether the copy lacks a part.</summary>
    public bool IsRemoved(string part) => _removed.Contains(part);

    /// <summary>Gives a part new XML; with null it stays as it is.</summary>
    public void Change(string part, XElement? root)
    {
        if (root is not null)
        {
            _changed[part] = root;
        }
    }

    /// <summary>Leaves out a part, what it alone names, and whatever names it.</summary>
    /// <param name="source">The part that names it; "" for the package.</param>
    /// <param name="part">The part.</param>
    public void Remove(string source, string part)
    {
        foreach (var below in _package.RelationshipsOf(part).Where(r => r.Part is not null))
        {
            Leave(below.Part!);
        }

        Leave(part);
        _removed.Add(PartName.Relationships(part));
        Prune(
            PartName.Relationships(source),
            "Relationship",
            element => PartName.OfTarget(source, (string?)element.Attribute("Target") ?? ""));
        Prune(XlsxPackage.ContentTypesPart, "Override", element => PartName.OfTarget("", (string?)element.Attribute("PartName") ?? ""));
    }

    private void Leave(string part) => _removed.Add(part);

    private void Prune(string part, string elements, Func<XElement, string> named)
    {
        if (!_package.Has(part))
        {
            return;
        }

        var root = this[part] ?? _package.Tree(part);
        root.Elements().Where(element => element.Name.LocalName == elements && _removed.Contains(named(element))).Remove();
        Change(part, root);
    }
}
