namespace LeadScout.Files.Xlsx;

/// <summary>
/// Names of parts in a package (ECMA-376 part 2, 6.2.2 and 6.5), brought to one spelling: no slash in front, slashes forward, no <c>..</c>,
/// nothing percent-encoded. They are equal whatever their case.
/// </summary>
internal static class PartName
{
    /// <summary>Tells names apart.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>The name of a ZIP entry as a part.</summary>
    public static string OfEntry(string entry) => Join("", entry);

    /// <summary>
    /// What a target means to the part that names it: relative to that part's folder, or from the top with a slash in front.
    /// </summary>
    public static string OfTarget(string source, string target)
    {
        target = target.Trim();
        var end = target.IndexOf('#', StringComparison.Ordinal);
        return Join(Folder(source), end < 0 ? target : target[..end]);
    }

    /// <summary>Where a part's relationships stand; those of the package itself for "".</summary>
    public static string Relationships(string part) => $"{Folder(part)}_rels/{part[Folder(part).Length..]}.rels";

    private static string Folder(string part) => part[..(part.LastIndexOf('/') + 1)];

    private static string Join(string folder, string target)
    {
        target = Uri.UnescapeDataString(target.Replace('\\', '/'));
        var segments = new List<string>();
        foreach (var segment in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        return string.Join('/', segments);
    }
}
