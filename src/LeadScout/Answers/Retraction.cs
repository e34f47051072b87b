namespace LeadScout.Answers;

/// <summary>Says that an answer of a person was taken back: it stays in the log and no longer counts.</summary>
/// <param name="By">Who took it back.</param>
/// <param name="At">When.</param>
public sealed record Retraction(string By, DateTimeOffset At);
