namespace LeadScout.Teaching;

/// <summary>A model that answered.</summary>
/// <param name="Teacher">The teacher that was asked.</param>
/// <param name="Model">The model as the service called it in its reply.</param>
public readonly record struct AnsweringModel(string Teacher, string Model);
