namespace LeadScout.Teaching.Limits;

/// <summary>What the user's account with the provider allows. Of no influence on what is asked, or in which order.</summary>
/// <param name="RequestsPerMinute">Calls that may go out in any minute, at least 1; null for no limit.</param>
/// <param name="TokensPerMinute">Tokens, input and output, that the calls of any minute may use, at least 1; null for no limit.</param>
public sealed record RateLimits(int? RequestsPerMinute = null, long? TokensPerMinute = null);
