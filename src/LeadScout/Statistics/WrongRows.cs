namespace LeadScout.Statistics;

/// <summary>An interval for the number of wrong rows, both ends included.</summary>
/// <param name="Least">At least 0.</param>
/// <param name="Most">At least <paramref name="Least"/>.</param>
internal readonly record struct WrongRows(long Least, long Most);
