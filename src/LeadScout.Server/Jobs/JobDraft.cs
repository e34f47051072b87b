using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Teaching;

namespace LeadScout.Server.Jobs;

/// <summary>A job as an order describes it, to name it and to say what it would cost: nobody is asked, so nobody needs a key.</summary>
/// <param name="Request">The list, the questions, and how to go about it.</param>
/// <param name="Teacher">Who would be asked first.</param>
/// <param name="Second">Who would give a second opinion; null for nobody.</param>
/// <param name="Runner">What plans it.</param>
internal sealed record JobDraft(JobRequest Request, TeacherProfile Teacher, TeacherProfile? Second, JobRunner Runner)
{
    /// <summary>Says what it will probably cost.</summary>
    public Task<JobForecast> ForecastAsync(CancellationToken stop) => Runner.ForecastAsync(Request, Teacher, Second, null, stop);
}
