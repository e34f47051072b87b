namespace LeadScout.Fuzz.Engine;

/// <summary>A reader did not throw, and did not do what it promises either.</summary>
/// <param name="message">What was expected, and what came.</param>
internal sealed class BrokenPromiseException(string message) : Exception(message);
