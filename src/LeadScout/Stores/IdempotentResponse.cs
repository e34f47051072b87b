using System.Collections.Immutable;

namespace LeadScout.Stores;

/// <summary>What was answered to a request with an idempotency key.</summary>
/// <param name="Caller">Whose key it is: two callers' keys have nothing to do with each other.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Fingerprint">SHA-256 of what was asked for.</param>
/// <param name="At">When.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The answer, as JSON.</param>
public sealed record IdempotentResponse(
    string Caller, string Key, ImmutableArray<byte> Fingerprint, DateTimeOffset At, int Status, string Body);
