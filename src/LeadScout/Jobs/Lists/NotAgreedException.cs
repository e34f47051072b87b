namespace LeadScout.Jobs.Lists;

/// <summary>A person looked at what was found in a list and did not go on. Nothing was asked and nothing was begun.</summary>
public sealed class NotAgreedException() : Exception("Stopped before the first call: nothing was asked, and nothing was paid.");
