namespace LeadScout.Stores;

/// <summary>A call of the last minute.</summary>
/// <param name="Ago">How long ago it was about to go out.</param>
/// <param name="Tokens">What it used, input and output.</param>
/// <param name="IsOpen">Whether nobody knows yet how it ended.</param>
public sealed record RecentCall(TimeSpan Ago, long Tokens, bool IsOpen);
