namespace LeadScout.ActiveLearning;

/// <summary>The vectors of a job's texts; empty for a text that has none.</summary>
/// <param name="Dimensions">Length of a vector.</param>
/// <param name="Of">By text of the list.</param>
/// <param name="OfEarlier">By answer from before the job, in their order.</param>
internal sealed record VectorLookup(int Dimensions, Func<int, ReadOnlyMemory<Half>> Of, Func<int, ReadOnlyMemory<Half>> OfEarlier);
