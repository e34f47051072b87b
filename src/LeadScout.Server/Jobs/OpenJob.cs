using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Teaching;

namespace LeadScout.Server.Jobs;

/// <summary>A job with all that it names opened to ask: its list, its questions, and whom it asks.</summary>
/// <param name="Request">The list, the questions, and how to go about it.</param>
/// <param name="Teacher">Who is asked first.</param>
/// <param name="Second">Who gives a second opinion; null for nobody.</param>
/// <param name="Runner">What runs it.</param>
internal sealed record OpenJob(JobRequest Request, ITeacher Teacher, ITeacher? Second, JobRunner Runner)
{
    /// <summary>Whether money can be counted.</summary>
    public bool IsPriced => Teacher.Profile.Price is not null && Second is not { Profile.Price: null };

    /// <summary>The names of everybody who may be asked.</summary>
    public IEnumerable<string> TeacherNames => Second is null ? [Teacher.Profile.Name] : [Teacher.Profile.Name, Second.Profile.Name];

    /// <summary>Runs it to where it stops.</summary>
    public Task<JobOutcome> RunAsync(IProgress<JobProgress> progress, CancellationToken stop) =>
        Runner.RunAsync(Request, Teacher, Second, progress, stop);

    /// <summary>Says what it will probably cost, after asking so many texts.</summary>
    public Task<JobForecast> ProbeAsync(int texts, CancellationToken stop) =>
        Runner.ProbeAsync(Request, Teacher, Second, texts, null, stop);
}
