namespace LeadScout.Savings.Injection;

/// <summary>A text of a list that gives the LLM orders.</summary>
/// <param name="Kind">Its kind, for the table.</param>
/// <param name="Name">What tells it from others of its kind.</param>
/// <param name="Text">The text.</param>
internal sealed record Attack(string Kind, string Name, string Text);
