using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>A list, a question, and how to go about it.</summary>
/// <param name="Input">The list and where its result goes.</param>
/// <param name="OutputName">For messages: the result's path.</param>
/// <param name="Question">The question, its template naming columns of the list.</param>
/// <param name="Settings">How to go about it.</param>
public sealed record JobRequest(LeadFile Input, string OutputName, Question Question, JobSettings Settings)
{
    /// <summary>Kept with the job, see <see cref="Job.Invocation"/>; of no influence on the outcome. The latest run's counts.</summary>
    public ImmutableSortedDictionary<string, string> Invocation { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether texts that earlier runs of the job gave up are asked again in this one.</summary>
    public bool RetryFailed { get; init; }
}
