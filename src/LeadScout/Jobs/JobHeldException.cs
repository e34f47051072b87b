using LeadScout.Answers;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>
/// Another runner has the job: either it is at work, and this one did not begin, or it has taken the job over, and this one has stopped in the
/// middle. What was committed is kept either way, and the other goes on with it.
/// </summary>
public sealed class JobHeldException : BadInputException
{
    /// <summary>The code of every one of these.</summary>
    public const string HeldCode = "job-held";

    /// <param name="job">The job.</param>
    /// <param name="wording">For the user.</param>
    public JobHeldException(JobId job, UserMessage wording)
        : base(HeldCode, wording) => Job = job;

    /// <summary>The job.</summary>
    public JobId Job { get; }

    /// <summary>What a runner is told whose lease another has taken.</summary>
    public static JobHeldException TakenOver(JobId job) => new(
        job,
        UserMessage.Of($"Job {job} was taken over by another process, which goes on with it; this one has stopped. What was committed is kept. See how it stands: {UserAction.ListJobs}"));
}
