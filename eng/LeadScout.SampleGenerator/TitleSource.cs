namespace LeadScout.SampleGenerator;

/// <summary>
/// Puts a language's titles together and knows their department. The rule: a title belongs where its area or its role belongs; the
/// exceptions belong where a person has put them.
/// </summary>
internal sealed class TitleSource(Language language, SplitMix random)
{
    // Of a hundred titles so many name an area, a role, neither, or are exceptions.
    private static readonly Weighted<Kind>[] Kinds = [new(Kind.Area, 53), new(Kind.Role, 29), new(Kind.Plain, 15), new(Kind.Exception, 3)];

    private static readonly Weighted<string>[] Departments =
    [
        new("Sales", 18), new("Operations", 16), new("Engineering", 14), new("Finance", 10), new("Marketing", 9), new("IT", 9),
        new("Support", 7), new("Procurement", 6), new("HR", 6), new("Product", 5), new("Legal", 4),
    ];

    private const double GradedShare = 0.25;

    private enum Kind
    {
        Area,
        Role,
        Plain,
        Exception,
    }

    /// <summary>A title and its department.</summary>
    public (Forms Title, string Department) Next() => Draw(Kinds) switch
    {
        Kind.Area => Area(Draw(Departments)),
        Kind.Role => Role(Draw(Departments)),
        Kind.Plain => Labelled(language.Plain),
        _ => Labelled(language.Exceptions),
    };

    private (Forms Title, string Department) Area(string department)
    {
        var (word, within) = Draw([.. Weighted.ByRank(language.Areas[department])]);
        var rank = Draw(language.Ranks);
        return (new Forms(Filled(rank.Man), Filled(rank.Woman)), department);

        string Filled(string pattern)
        {
            var title = pattern.Replace("{area}", word, StringComparison.Ordinal);
            foreach (var place in new[] { "{stem}", "{of}", "{to}" })
            {
                title = title.Replace(place, within, StringComparison.Ordinal);
            }

            return title;
        }
    }

    private (Forms Title, string Department) Role(string department)
    {
        var (role, isGraded) = Draw([.. Weighted.ByRank(language.Roles[department])]);
        return (isGraded && random.Unit() < GradedShare ? role.In(Draw(language.Grades).Man, "{title}") : role, department);
    }

    private (Forms Title, string Department) Labelled(IReadOnlyDictionary<string, IReadOnlyList<Weighted<Forms>>> titles)
    {
        var all = titles.SelectMany(pair => pair.Value.Select(title => new Weighted<(Forms, string)>((title.Value, pair.Key), title.Weight)));
        return Draw([.. all]);
    }

    private T Draw<T>(IReadOnlyList<Weighted<T>> all) => random.OneOf(all, one => one.Weight).Value;
}
