using LeadScout.Answers;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Simulation.Scheduling;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Seams;

/// <summary>A run of a job.</summary>
/// <param name="Process">Whose.</param>
/// <param name="Id">The job.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Teacher">Whom it asks.</param>
/// <param name="List">Its list.</param>
/// <param name="Outcome">What comes of it.</param>
internal sealed record RunningJob(
    SimulatedProcess Process, JobId Id, JobRequest Request, ITeacher Teacher, SimulatedList List, Task<JobOutcome> Outcome)
{
    public bool IsOver => Outcome.IsCompleted || !Process.IsAlive;
}
