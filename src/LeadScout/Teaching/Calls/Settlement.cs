namespace LeadScout.Teaching.Calls;

/// <summary>
/// A person looked at the provider's bill: what a job's possibly billed calls counted for is released. It stays on record.
/// </summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Calls">How many calls it released.</param>
/// <param name="Released">What they counted for against the spending limit; those of unknown price not included.</param>
public sealed record Settlement(string By, DateTimeOffset At, int Calls, Money Released);
