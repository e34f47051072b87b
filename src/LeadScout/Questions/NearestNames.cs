namespace LeadScout.Questions;

/// <summary>What the user may have meant. Thread-safe.</summary>
public static class NearestNames
{
    /// <summary>The names within a third of the wanted name's length in edits, letter case aside, nearest first; at most three.</summary>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> names) =>
        [.. names
            .Select(name => (Name: name, Distance: Distance(wanted.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(n => n.Distance <= Math.Max(1, Math.Max(wanted.Length, n.Name.Length) / 3))
            .OrderBy(n => n.Distance)
            .Take(3)
            .Select(n => n.Name)];

    /// <summary>" Did you mean 'a' or 'b'?", or "" when nothing is near.</summary>
    public static string Hint(string wanted, IEnumerable<string> names) =>
        Of(wanted, names) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : "";

    /// <summary>
    /// Optimal string alignment: the fewest single-character insertions, deletions and substitutions, and exchanges of two neighbours, which
    /// is what hasty fingers do.
    /// </summary>
    private static int Distance(string a, string b)
    {
        int[] above = [], row = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 0; i < a.Length; i++)
        {
            var next = new int[b.Length + 1];
            next[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                next[j + 1] = Math.Min(row[j] + (a[i] == b[j] ? 0 : 1), Math.Min(next[j], row[j + 1]) + 1);
                if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                {
                    next[j + 1] = Math.Min(next[j + 1], above[j - 1] + 1);
                }
            }

            (above, row) = (row, next);
        }

        return row[^1];
    }
}
