using LeadScout.Answers;
using LeadScout.Jobs;

namespace LeadScout.Server.Jobs;

/// <summary>What came of asking the first texts of a job.</summary>
/// <param name="Forecast">What the job would cost by now.</param>
/// <param name="Answers">What the teacher said, in the order in which it was asked.</param>
public sealed record JobTrial(JobForecast Forecast, IReadOnlyList<Answer> Answers);
