namespace LeadScout.Classifiers;

/// <summary>A text that is not in the list, and that leaves no trace when it is predicted.</summary>
/// <param name="Normalised">The text.</param>
/// <param name="Vector">Its vector; empty where it has none.</param>
/// <param name="Hints">What the hints say about it; null or empty for nothing.</param>
internal readonly record struct UnlistedText(string Normalised, ReadOnlyMemory<Half> Vector, int[]? Hints);
