using System.Collections.Immutable;
using LeadScout.Texts;

namespace LeadScout.Teaching.Calls;

/// <summary>The vectors that a call brought: kept in the transaction that ends it, so that what was paid for is there.</summary>
/// <param name="Model">What they come from, model and revision.</param>
/// <param name="ByText">In half precision; what the store has already stays as it is.</param>
public sealed record CallVectors(string Model, ImmutableArray<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> ByText);
