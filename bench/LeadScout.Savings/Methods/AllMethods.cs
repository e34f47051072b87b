using LeadScout.Questions;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Methods;

/// <summary>The methods of the table, in its order.</summary>
internal static class AllMethods
{
    // Names and titles are the same for every set, be it as small as this.
    private static readonly Method[] Any = [.. For(new LabelledSet("any", [new("a", "a", "a"), new("b", "b", "b")]))];

    private static IReadOnlyList<Method> Further =>
    [
        CoverageFirst.WithEmbeddings(2),
        CoverageFirst.WithEmbeddings(5),
        CoverageFirst.WithRandomVectors(2),
        CoverageFirst.WithRandomVectors(5),
        CoverageFirst.WithOthersVectors(2),
        CoverageFirst.WithOthersVectors(5),
    ];

    /// <summary>The place of a method in the table, from 0.</summary>
    public static int PlaceOf(string name) => Array.FindIndex(Any, method => method.Name == name);

    /// <summary>What the method of this name is, for people.</summary>
    public static string TitleOf(string name) => Any[PlaceOf(name)].Title;

    /// <summary>The methods for a set; what is worked out once for the set is shared by its trials.</summary>
    public static IReadOnlyList<Method> For(LabelledSet set) =>
    [
        EveryRow.Method,
        ExactMemo.Method,
        DeferredLearning.Method,
        SoundexRule.Method,
        NearestNeighbour.For(set),
        StreamOrder.Method,
        CoverageFirst.Certified(1),
        CoverageFirst.Certified(2),
        CoverageFirst.Certified(5),
        .. Further,
    ];

    /// <summary>The methods for a set that are named; if none is, all but those that need an add-on or only show a cost.</summary>
    public static IReadOnlyList<Method> For(LabelledSet set, IReadOnlyCollection<string> names)
    {
        var all = For(set);
        var unknown = names.Except(all.Select(method => method.Name)).ToArray();
        return unknown.Length > 0
            ? throw new BadInputException($"There is no method '{unknown[0]}'. Known: {string.Join(", ", all.Select(method => method.Name))}.")
            : [.. all.Where(method => names.Count == 0 ? Further.All(further => further.Name != method.Name) : names.Contains(method.Name))];
    }
}
