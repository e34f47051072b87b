using System.Collections.Immutable;

namespace LeadScout.ActiveLearning;

/// <summary>What the hints say about a list's texts.</summary>
/// <param name="LabelOf">By column, by value: the label that the value is called like, or -1.</param>
/// <param name="Of">By text of the list: its value in each column.</param>
internal sealed record HintLookup(ImmutableArray<ImmutableArray<int>> LabelOf, Func<int, int[]> Of);
