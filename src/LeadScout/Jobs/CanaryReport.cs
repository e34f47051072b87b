namespace LeadScout.Jobs;

/// <summary>What guarding a job's calls with texts of known answers came to. Their tokens are in the bill like all others.</summary>
/// <param name="PerCall">Known texts in each call of several texts, in the latest run.</param>
/// <param name="CallsThrownAway">Calls whose reply did not count, because a known text got another answer; billed all the same.</param>
public sealed record CanaryReport(int PerCall, int CallsThrownAway);
