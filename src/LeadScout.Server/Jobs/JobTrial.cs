using LeadScout.Forecasts;
using LeadScout.Jobs.Reporting;

namespace LeadScout.Server.Jobs;

/// <summary>What came of asking the first texts of a job.</summary>
/// <param name="Forecast">What the job would cost by now.</param>
/// <param name="Questions">The questions' names.</param>
/// <param name="Rows">What the teacher said, in the order in which it was asked.</param>
public sealed record JobTrial(JobForecast Forecast, IReadOnlyList<string> Questions, IReadOnlyList<TrialRow> Rows);

/// <summary>What the teacher said about a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Labels">By question; null where it was not asked that.</param>
public sealed record TrialRow(string Text, IReadOnlyList<string?> Labels);
