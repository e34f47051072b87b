using System.Collections.Immutable;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Jobs.Running;
using LeadScout.Messages;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;

namespace LeadScout.Application.Patterns;

/// <summary>A finished job and what leans on a pattern in it, or why nobody can tell.</summary>
public sealed record JobPatternImpact(Job Job, PatternImpact? PatternImpact, UserMessage? Problem);

/// <summary>
/// Finds the finished jobs whose decisions lean on a pattern, by planning each again from the log: from the folder where it was started,
/// without a call.
/// </summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="clock">The time.</param>
/// <param name="store">Where the jobs are.</param>
/// <param name="question">The question's version.</param>
public sealed class PatternImpacts(Func<string, string?> environment, TimeProvider clock, IDatabase store, QuestionVersion question)
{
    /// <summary>Those jobs, newest first; jobs where nothing leans on it are left out.</summary>
    public async Task<ImmutableArray<JobPatternImpact>> OfAsync(string pattern, CancellationToken interrupt)
    {
        var applied = await store.AppliedAsync(question, cancellation: interrupt);
        var kept = applied.Select(use => use.Job).ToHashSet();
        var touched = applied.Where(use => use.Pattern == PatternKey.Of(pattern)).Select(use => use.Job).ToHashSet();
        var found = ImmutableArray.CreateBuilder<JobPatternImpact>();
        foreach (var job in await store.ListAsync(interrupt))
        {
            // Jobs of earlier versions did not keep what they applied.
            var mayLean = touched.Contains(job.Id)
                || (job.Question == question && !kept.Contains(job.Id) && job.Report?.HelpfulPatterns > 0);
            if (mayLean && job.State is JobState.Done or JobState.Reopened
                && await OfAsync(job, pattern, interrupt) is not { PatternImpact.Texts: [] } and var impact)
            {
                found.Add(impact);
            }
        }

        return found.ToImmutable();
    }

    private async Task<JobPatternImpact> OfAsync(Job job, string pattern, CancellationToken interrupt)
    {
        try
        {
            var invocation = JobInvocation.Of(job).ToLook();
            if (!Directory.Exists(invocation.Folder))
            {
                return new JobPatternImpact(job, null, $"the folder {invocation.Folder} is not there any more");
            }

            var opening = new JobOpening(environment, clock, _ => { });
            var runner = new JobRunner(store, new RetryPolicy(), clock);
            var request = opening.RequestOf(invocation, job.Settings);
            var impact = request.Questions.Any(asked => asked.Version == question)
                ? await runner.ImpactOfAsync(
                    pattern,
                    question,
                    request,
                    opening.ProfileOf(invocation, request.Questions),
                    opening.SecondProfileOf(invocation, request.Questions),
                    interrupt)
                : null;
            return new JobPatternImpact(
                job,
                impact,
                impact is null ? $"{job.InputName}, its question or a person's answer has changed since, so it can't be planned again as it was" : null);
        }
        catch (BadInputException e)
        {
            return new JobPatternImpact(job, null, e.Wording);
        }
    }
}
