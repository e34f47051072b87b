namespace LeadScout.Stores;

/// <summary>What audits found where the student said one label.</summary>
/// <param name="StudentLabel">What the student had said.</param>
/// <param name="Audits">Audits of that.</param>
/// <param name="Errors">Those of them that contradicted it.</param>
/// <param name="MostOften">What the teacher said instead, most often; null without errors.</param>
public sealed record WeakSpot(string StudentLabel, long Audits, long Errors, string? MostOften);
