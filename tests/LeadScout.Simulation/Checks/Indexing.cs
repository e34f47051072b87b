namespace LeadScout.Simulation.Checks;

/// <summary>The places of a list.</summary>
internal static class Indexing
{
    public static IEnumerable<int> Indices<T>(this IReadOnlyCollection<T> list) => Enumerable.Range(0, list.Count);
}
