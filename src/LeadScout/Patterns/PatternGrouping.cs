using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// Sorts patterns into groups by the texts that carry them. Words come first: those that differ in an ending, and speak for the same label,
/// are one. Every other pattern joins the group that most of its texts are in, or begins one of its own. The same patterns give the same
/// groups, whatever their order. Not thread-safe.
/// </summary>
internal sealed class PatternGrouping
{
    private const double MostOfItsTexts = 0.6;
    private const int ShortestStem = 4;
    private const int LongestEnding = 3;
    private const int WordsNamed = 3;

    private readonly List<Draft> _groups = [];
    private readonly Dictionary<int, List<Draft>> _byLesson = [];
    private readonly Dictionary<string, List<Draft>> _byStem = new(StringComparer.Ordinal);

    /// <summary>The groups of patterns: of each its patterns, the head first, and for a part of words the words that it mostly stands in.</summary>
    /// <param name="patterns">Each with its carriers and the label that most of them have.</param>
    public static IEnumerable<(IReadOnlyList<Carried> Members, IReadOnlyList<string> In)> Of(IEnumerable<Carried> patterns)
    {
        var grouping = new PatternGrouping();
        foreach (var pattern in patterns.OrderBy(pattern => Rank(pattern.Kind)).ThenByDescending(pattern => pattern.Lessons.Length).ThenBy(pattern => pattern.Name, StringComparer.Ordinal))
        {
            grouping.Add(pattern);
        }

        return grouping._groups.Select(group => ((IReadOnlyList<Carried>)group.Members, group.In));
    }

    private static int Rank(FeatureKind kind) => kind switch
    {
        FeatureKind.Word => 0,
        FeatureKind.Words => 1,
        FeatureKind.ScriptFolded => 2,
        FeatureKind.Ngram => 3,
        _ => 4,
    };

    private void Add(Carried pattern)
    {
        var shared = pattern.Kind == FeatureKind.Word ? [] : SharedWith(pattern);
        var group = pattern.Kind == FeatureKind.Word ? FormOf(pattern) : NearestOf(pattern, shared);
        if (group is null)
        {
            group = new Draft { In = WordsWith(pattern, shared) };
            _groups.Add(group);
        }

        group.Members.Add(pattern);
        if (pattern.Kind == FeatureKind.Word && StemOf(pattern.Text) is { } stem)
        {
            Listed(_byStem, stem).Add(group);
        }

        if (pattern.Kind == FeatureKind.Word || group.Members.Count == 1)
        {
            Cover(group, pattern);
        }
    }

    /// <summary>A group is known by the texts of its words, or of the pattern that began it: what joins it does not widen it.</summary>
    private void Cover(Draft group, Carried pattern)
    {
        foreach (var lesson in pattern.Lessons)
        {
            if (group.Texts.Add(lesson))
            {
                Listed(_byLesson, lesson).Add(group);
            }
        }
    }

    private Draft? FormOf(Carried word) => StemOf(word.Text) is { } stem && _byStem.TryGetValue(stem, out var groups)
        ? groups.FirstOrDefault(group => group.Members[0].TopLabel == word.TopLabel && AreForms(group.Members[0].Text, word.Text))
        : null;

    private Dictionary<Draft, int> SharedWith(Carried pattern)
    {
        var shared = new Dictionary<Draft, int>();
        foreach (var lesson in pattern.Lessons)
        {
            foreach (var group in _byLesson.GetValueOrDefault(lesson, []))
            {
                shared[group] = shared.GetValueOrDefault(group) + 1;
            }
        }

        return shared;
    }

    private static Draft? NearestOf(Carried pattern, Dictionary<Draft, int> shared) =>
        shared.Where(pair => pair.Value >= MostOfItsTexts * pattern.Lessons.Length)
            .OrderByDescending(pair => pair.Key.HasWordWith(pattern))
            .ThenByDescending(pair => (double)pair.Value / (pair.Key.Texts.Count + pattern.Lessons.Length - pair.Value))
            .ThenBy(pair => pair.Key.Members[0].Name, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .FirstOrDefault();

    private static IReadOnlyList<string> WordsWith(Carried pattern, Dictionary<Draft, int> shared) =>
    [
        .. shared.Where(pair => pair.Key.HasWordWith(pattern))
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key.Members[0].Name, StringComparer.Ordinal)
            .Take(WordsNamed)
            .Select(pair => pair.Key.Members[0].Text),
    ];

    private static string? StemOf(string word) => word.Length >= ShortestStem ? word[..ShortestStem] : null;

    // "vertrieb" and "vertriebs", "manager" and "managers", "verkäufer" and "verkäuferin"; "market" and "marker" are two words.
    private static bool AreForms(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return longer.Length - shorter.Length <= LongestEnding && longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    private static List<TValue> Listed<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }

    private sealed class Draft
    {
        public List<Carried> Members { get; } = [];

        public HashSet<int> Texts { get; } = [];

        public required IReadOnlyList<string> In { get; init; }

        public bool HasWordWith(Carried part) =>
            Members.Any(member => member.Kind == FeatureKind.Word && member.Text.Contains(part.Text.Trim('-'), StringComparison.Ordinal));
    }
}

/// <summary>A pattern with the lessons whose texts carry it, rising, and the label that most of them have.</summary>
internal sealed record Carried(string Name, FeatureKind Kind, int[] Lessons, int TopLabel)
{
    /// <summary>The name without its kind.</summary>
    public string Text { get; } = Name[Kind.Prefix().Length..];
}
