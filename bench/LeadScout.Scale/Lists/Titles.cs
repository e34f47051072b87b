using LeadScout.Savings.Sets;
using LeadScout.Texts;

namespace LeadScout.Scale.Lists;

/// <summary>
/// As many distinct job titles as wanted: those of the public sets first, the most frequent of H-2B in front, then the same with a rank
/// before them.
/// </summary>
internal sealed class Titles
{
    private static readonly string[] Sets = ["titles_h2b", "titles_noc", "titles_onet_reported", "titles_esco_en"];

    private static readonly string[] Ranks =
        ["Senior", "Junior", "Lead", "Deputy", "Assistant", "Acting", "Chief", "Principal", "Interim", "Regional", "Associate", "Former", "Head", "Global", "Trainee", "Second"];

    private Titles(string[] texts, long[] rowsOfH2B) => (Texts, RowsOfH2B) = (texts, rowsOfH2B);

    /// <summary>The titles, no two with the same text key.</summary>
    public string[] Texts { get; }

    /// <summary>How many rows of H-2B have the title, most frequent first: the head of the distribution.</summary>
    public long[] RowsOfH2B { get; }

    /// <summary>Reads the sets and makes up what they lack.</summary>
    /// <param name="data">The folder of the public sets.</param>
    /// <param name="count">Distinct titles.</param>
    public static Titles Read(string data, int count)
    {
        var h2b = SetFile.Read(Path.Combine(data, Sets[0] + ".tsv")).Rows.GroupBy(row => TextKey.Of(row.Text))
            .OrderByDescending(rows => rows.Count())
            .ToArray();
        var known = new HashSet<TextKey>();
        var texts = new List<string>(count);
        Add(h2b.Select(rows => rows.First().Text));
        foreach (var set in Sets.Skip(1))
        {
            Add(SetFile.Read(Path.Combine(data, set + ".tsv")).Rows.Select(row => row.Text));
        }

        var plain = texts.ToArray();
        foreach (var rank in Ranks)
        {
            Add(plain.Select(title => $"{rank} {title}"));
        }

        return texts.Count == count
            ? new Titles([.. texts], [.. h2b.Take(count).Select(rows => (long)rows.Count())])
            : throw new InvalidOperationException($"The sets give {texts.Count} distinct titles, {count} are wanted.");

        void Add(IEnumerable<string> more)
        {
            foreach (var text in more)
            {
                if (texts.Count < count && known.Add(TextKey.Of(text)))
                {
                    texts.Add(text);
                }
            }
        }
    }
}
