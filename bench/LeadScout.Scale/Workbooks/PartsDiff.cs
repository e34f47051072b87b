using System.IO.Compression;
using System.Xml.Linq;

namespace LeadScout.Scale.Workbooks;

/// <summary>How two workbooks differ, part by part.</summary>
internal static class PartsDiff
{
    /// <summary>A line for each part: the same bytes, or how many elements came, went and changed.</summary>
    public static IEnumerable<string> Lines(string before, string after)
    {
        using var one = ZipFile.OpenRead(before);
        using var other = ZipFile.OpenRead(after);
        foreach (var name in one.Entries.Concat(other.Entries).Select(entry => entry.FullName).Distinct(StringComparer.Ordinal))
        {
            yield return $"{name}\t{Difference(one.GetEntry(name), other.GetEntry(name))}";
        }
    }

    private static string Difference(ZipArchiveEntry? before, ZipArchiveEntry? after)
    {
        if (before is null || after is null)
        {
            return before is null ? "added" : "left out";
        }

        byte[] old = Bytes(before), changed = Bytes(after);
        if (old.SequenceEqual(changed))
        {
            return $"the same {old.Length} bytes";
        }

        var (was, now) = (Elements(old), Elements(changed));
        var changes = was.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(element => (Element: element, Was: was.GetValueOrDefault(element), Is: now.GetValueOrDefault(element)))
            .Where(count => count.Was != count.Is)
            .Select(count => $"{count.Element} {count.Is - count.Was:+0;-0}");
        return $"{old.Length} bytes became {changed.Length}: {string.Join(", ", changes)}";
    }

    /// <summary>How often each element stands there, with all that it says but its text.</summary>
    private static Dictionary<string, int> Elements(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        return XDocument.Load(stream).Descendants()
            .Select(element => element.Name.LocalName is "c" or "row" or "v" or "is" or "t" ? element.Name.LocalName : $"{element.Name.LocalName} {string.Join(' ', element.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => $"{a.Name.LocalName}={a.Value}"))}")
            .CountBy(element => element, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
