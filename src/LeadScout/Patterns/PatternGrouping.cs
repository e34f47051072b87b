using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// Sorts patterns into groups. Words come first: forms of one that speak for the same label are one. Every part, sound and phrase joins the
/// word that it belongs to and that most of its texts have, or else begins a group of its own. The same patterns give the same groups,
/// whatever their order. Not thread-safe.
/// </summary>
internal sealed class PatternGrouping
{
    private const double MostOfItsTexts = 0.6;
    private const int WordsNamed = 3;

    private readonly List<Draft> _groups = [];
    private readonly Dictionary<int, List<Draft>> _byLesson = [];
    private readonly Dictionary<(string Edge, bool AtEnd), List<Draft>> _byEdge = [];
    private readonly Dictionary<string, Draft> _byPiece = new(StringComparer.Ordinal);

    /// <summary>The groups of patterns, those of one text left out.</summary>
    /// <param name="patterns">Each with its carriers and the label that most of them have.</param>
    public static IEnumerable<Draft> Of(IEnumerable<Carried> patterns)
    {
        var grouping = new PatternGrouping();
        foreach (var pattern in patterns.OrderBy(pattern => Rank(pattern.Kind)).ThenByDescending(pattern => pattern.Lessons.Length).ThenBy(pattern => pattern.Name, StringComparer.Ordinal))
        {
            grouping.Add(pattern);
        }

        return grouping._groups.Where(group => group.Texts.Count > 1);
    }

    private static int Rank(FeatureKind kind) => kind switch
    {
        FeatureKind.Word => 0,
        FeatureKind.ScriptFolded => 1,
        FeatureKind.Words => 2,
        FeatureKind.Ngram => 3,
        _ => 4,
    };

    private void Add(Carried pattern)
    {
        if (pattern.Kind == FeatureKind.Word)
        {
            AddWord(pattern);
            return;
        }

        var shared = SharedWith(pattern);
        if (NearestOf(pattern, shared) is { } group)
        {
            group.Members.Add(pattern);
            return;
        }

        group = new Draft { Members = { pattern }, In = WordsWith(pattern, shared) };
        _groups.Add(group);
        Cover(group, pattern);
    }

    private void AddWord(Carried word)
    {
        var (start, end) = (WordForms.EdgeOf(word.Plain, atEnd: false), WordForms.EdgeOf(word.Plain, atEnd: true));
        var group = FormOf(word, start, false, WordForms.BeginAlike) ?? FormOf(word, end, true, WordForms.EndAlike) ?? SharingPieceWith(word);
        if (group is null)
        {
            group = new Draft();
            _groups.Add(group);
            if (start is not null && end is not null)
            {
                Listed(_byEdge, (start, false)).Add(group);
                Listed(_byEdge, (end, true)).Add(group);
            }

            foreach (var piece in WordForms.PiecesOf(word.Plain))
            {
                _byPiece.TryAdd(piece, group);
            }
        }

        group.Members.Add(word);
        Cover(group, word);
    }

    private Draft? SharingPieceWith(Carried word) =>
        WordForms.PiecesOf(word.Plain).Select(piece => _byPiece.GetValueOrDefault(piece)).FirstOrDefault(group => group?.Members[0].TopLabel == word.TopLabel);

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

    private Draft? FormOf(Carried word, string? edge, bool atEnd, Func<string, string, bool> areForms) =>
        edge is not null && _byEdge.TryGetValue((edge, atEnd), out var groups)
        ? groups.FirstOrDefault(group => group.Members[0].TopLabel == word.TopLabel && areForms(group.Members[0].Plain, word.Plain))
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

    /// <summary>The word that a pattern is part of, or the group of a part that always stands beside it.</summary>
    private static Draft? NearestOf(Carried pattern, Dictionary<Draft, int> shared) =>
        shared.Where(pair => pair.Value >= MostOfItsTexts * pattern.Lessons.Length && (pair.Key.IsPart || pair.Key.Has(pattern)))
            .OrderBy(pair => pair.Key.IsPart)
            .ThenByDescending(pair => (double)pair.Value / (pair.Key.Texts.Count + pattern.Lessons.Length - pair.Value))
            .ThenBy(pair => pair.Key.Members[0].Name, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .FirstOrDefault();

    private static IReadOnlyList<string> WordsWith(Carried pattern, Dictionary<Draft, int> shared) =>
    [
        .. shared.Where(pair => pair.Key.Has(pattern))
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key.Members[0].Name, StringComparer.Ordinal)
            .Take(WordsNamed)
            .Select(pair => pair.Key.Words.First(word => word.Has(pattern)).Text),
    ];

    private static List<TValue> Listed<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }

    /// <summary>A group in the making.</summary>
    internal sealed class Draft
    {
        /// <summary>Its patterns, the head first.</summary>
        public List<Carried> Members { get; } = [];

        /// <summary>Its texts: those of its words, or of the pattern that began it.</summary>
        public HashSet<int> Texts { get; } = [];

        /// <summary>What it is called.</summary>
        public string Name => IsPart ? Members[0].Text : WordForms.NameOf([.. Words.Select(word => word.Text)]);

        /// <summary>Of a part: the words that it stands in most often.</summary>
        public IReadOnlyList<string> In { get; init; } = [];

        /// <summary>Whether it is no word.</summary>
        public bool IsPart => Members[0].Kind != FeatureKind.Word;

        /// <summary>Its words.</summary>
        public IEnumerable<Carried> Words => Members.TakeWhile(member => member.Kind == FeatureKind.Word); // words come first

        /// <summary>Whether a pattern belongs to one of its words.</summary>
        public bool Has(Carried part) => Words.Any(word => word.Has(part));
    }
}
