using LeadScout.Application.Patterns;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Messages;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Application.Reports;

/// <summary>What <c>patterns retire</c> and <c>patterns restore</c> say, for a program.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Verdict">What it is now: retired, restored, or unchanged after a look.</param>
/// <param name="Texts">Texts of all jobs that lean on it; one that two jobs decided counts twice.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Unanswered">Those of the texts that the LLM would have to be asked about.</param>
/// <param name="Calls">In so many calls.</param>
/// <param name="CostUsd">Their probable cost; null when a price is unknown.</param>
/// <param name="Jobs">By job, newest first.</param>
public sealed record RepairDocument(
    string Question, string Pattern, string Verdict, int Texts, long Rows, int Unanswered, int Calls, decimal? CostUsd,
    IReadOnlyList<RepairJobDocument> Jobs)
{
    public static RepairDocument Of(string question, string pattern, string verdict, IReadOnlyCollection<JobPatternImpact> jobs, Func<Remedy, string> words)
    {
        var impacts = jobs.Select(job => job.PatternImpact).OfType<PatternImpact>().ToArray();
        var texts = impacts.SelectMany(impact => impact.Texts).ToArray();
        return new RepairDocument(
            question,
            pattern,
            verdict,
            texts.Length,
            texts.Sum(text => text.Rows),
            texts.Count(text => text.Answer is null),
            impacts.Sum(impact => impact.Calls),
            impacts.Aggregate((Money?)Money.Zero, (sum, impact) => sum + impact.Cost)?.Dollars,
            [.. jobs.Select(job => RepairJobDocument.Of(job, words))]);
    }
}

/// <summary>A job with decisions that lean on a pattern, or why they are not known.</summary>
public sealed record RepairJobDocument(
    string Job, string Input, long Rows, IReadOnlyList<ImpactedText> Texts, int Calls, decimal? CostUsd, string? Problem)
{
    public static RepairJobDocument Of(JobPatternImpact job, Func<Remedy, string> words) => new(
        job.Job.Id.Value,
        job.Job.InputName,
        job.PatternImpact?.Texts.Sum(text => text.Rows) ?? 0,
        job.PatternImpact?.Texts ?? [],
        job.PatternImpact?.Calls ?? 0,
        job.PatternImpact?.Cost?.Dollars,
        job.Problem?.In(words));
}
