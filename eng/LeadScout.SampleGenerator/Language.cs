using System.Globalization;

namespace LeadScout.SampleGenerator;

/// <summary>What somebody wrote down of one language: job titles in parts, and where their holders work.</summary>
internal sealed class Language
{
    private Language(IReadOnlyDictionary<string, List<string>> sections)
    {
        Share = int.Parse(sections["share"].Single(), CultureInfo.InvariantCulture);
        Companies = Entries(sections["companies"].Single());
        Countries = Entries(sections["countries"].Single());
        Ranks = [.. sections["ranks"].Select(Weighted.Before)];
        Areas = ByLabel(sections["areas"], AreaOf);
        Roles = ByLabel(sections["roles"], RoleOf);
        Grades = [.. sections["grades"].Select(Weighted.Before)];
        Plain = ByLabel(sections["plain"], Weighted.After);
        Exceptions = ByLabel(sections["exceptions"], Weighted.After);
        Tails = [.. sections["tails"].Select(Weighted.Before)];
    }

    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<Language> All { get; } =
        [.. new[] { "English", "German", "French", "Spanish", "Italian", "Dutch" }.Select(Load)];

    /// <summary>How many of a hundred leads speak it.</summary>
    public int Share { get; }

    public IReadOnlyList<string> Companies { get; }

    public IReadOnlyList<string> Countries { get; }

    /// <summary>Patterns around what somebody works on: <c>{area}</c>, or the form that the word has within others.</summary>
    public IReadOnlyList<Weighted<Forms>> Ranks { get; }

    /// <summary>By department: what is worked on, the commonest first, and the form that it has within others.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(string Word, string Within)>> Areas { get; }

    /// <summary>By department: whole titles, the commonest first, and whether a grade may stand beside them: no CMO is a junior.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(Forms Title, bool IsGraded)>> Roles { get; }

    /// <summary>Patterns around a whole title.</summary>
    public IReadOnlyList<Weighted<Forms>> Grades { get; }

    /// <summary>Those who lead the company, and those whose title tells no department.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Weighted<Forms>>> Plain { get; }

    /// <summary>Titles that name one department and mean another, each labelled by hand.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Weighted<Forms>>> Exceptions { get; }

    /// <summary>What may stand behind any title.</summary>
    public IReadOnlyList<Weighted<Forms>> Tails { get; }

    private static Language Load(string name)
    {
        using var reader = new StreamReader(typeof(Language).Assembly.GetManifestResourceStream(name)!);
        var sections = new Dictionary<string, List<string>>();
        List<string>? section = null;
        while (reader.ReadLine() is { } line)
        {
            if (line is ['[', .. var title, ']'])
            {
                section = sections[title] = [];
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                section!.Add(line);
            }
        }

        return new Language(sections);
    }

    private static (string Word, string Within) AreaOf(string entry) =>
        entry.Split(" ~ ") is [var word, var within] ? (word, within) : (entry, entry);

    private static (Forms Title, bool IsGraded) RoleOf(string entry) => (Forms.Parse(entry.TrimEnd('!')), !entry.EndsWith('!'));

    private static Dictionary<string, IReadOnlyList<T>> ByLabel<T>(List<string> lines, Func<string, T> parse) => lines
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => (IReadOnlyList<T>)[.. Entries(parts[1]).Select(parse)]);

    private static string[] Entries(string line) => line.Split(';', StringSplitOptions.TrimEntries);
}
