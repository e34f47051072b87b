using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Transfer;

/// <summary>Pairs of lists, the first of which may teach something about the second.</summary>
internal static class Pairs
{
    /// <summary>For each language: its rows, after the rows of all the others.</summary>
    /// <param name="set">The set.</param>
    /// <param name="languages">By row of the set.</param>
    /// <param name="seed">The seed.</param>
    public static IEnumerable<(string Title, Sample First, Sample Second)> OfLanguages(
        LabelledSet set, IReadOnlyList<string> languages, ulong seed)
    {
        var rows = Sample.Draw(set, seed).Rows;
        foreach (var language in languages.Distinct().Order(StringComparer.Ordinal))
        {
            yield return (
                $"{language}, after the other languages",
                Where(row => languages[row] != language),
                Where(row => languages[row] == language));
        }

        Sample Where(Func<int, bool> wanted) => new(set, [.. rows.Where(wanted)]);
    }
}
