namespace LeadScout.Application.Reviews.Exchange;

/// <summary>A text that people are to look at in a tool of theirs.</summary>
/// <param name="Text">The text.</param>
/// <param name="Rows">Rows with it.</param>
/// <param name="Label">Its label; null for none, or where people are not to see it.</param>
/// <param name="Confidence">How surely, from 0 to 1.</param>
/// <param name="Reason">Why a look is worth it; null where it was drawn by lot.</param>
public sealed record ReviewTask(string Text, long Rows, string? Label, double Confidence, string? Reason);
