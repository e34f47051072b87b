using System.Globalization;
using LeadScout.Jobs;

namespace LeadScout.Files;

/// <summary>A list's header.</summary>
internal static class Header
{
    /// <summary>For messages.</summary>
    public const string Wanted = "A list needs a header as its first line, and a row for every lead.";

    /// <summary>The column names; a blank one is called by its place (<c>column 3</c>), in messages and templates only: the file keeps it blank.</summary>
    /// <exception cref="BadInputException">A name stands twice.</exception>
    public static IReadOnlyList<string> Named(string file, IReadOnlyList<string> cells)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new string[cells.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = string.IsNullOrWhiteSpace(cells[i]) ? string.Create(CultureInfo.InvariantCulture, $"column {i + 1}") : cells[i];
            if (!places.TryAdd(names[i], i + 1))
            {
                throw new BadInputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{file}': the header has '{names[i]}' twice, as column {places[names[i]]} and column {i + 1}. Rename one of them."));
            }
        }

        return names;
    }
}
