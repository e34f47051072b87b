using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Application.Certificates;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Texts;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Jobs;

/// <summary>Runs one job to where it stops, and books what it spent. Thread-safe.</summary>
internal sealed class JobWorker(ServerWorkspace workspace, ServerOptions options, ILogger<JobWorker> log)
{
    /// <summary>Runs a job whose turn it is. It stays wanted only where this process is told to end.</summary>
    internal async Task<SubmittedJob> WorkAsync(JobRunState run, OpenJob open)
    {
        var given = run.Given;
        var (before, position) = (workspace.Service.SpentOnJob(given.Id), await workspace.Store.LogPositionAsync());
        var outcome = await open.RunAsync(run, run.Stop.Token);
        if (outcome.NewCalls > 0)
        {
            Money? spent = open.IsPriced ? workspace.Service.SpentOnJob(given.Id) - before : null;
            workspace.Service.Append(
                new ActivityEntry(0, options.Clock.GetUtcNow(), given.By, given.Key, "spend", given.Id.Value, outcome.NewCalls, spent));
        }

        if (outcome.Job.State == JobState.Done && await HasPersonsWordAsync(open, position))
        {
            // What people corrected while it ran is written too.
            outcome = await open.RunAsync(run, run.Stop.Token);
        }

        outcome = await new DriftWatch(workspace.Store).LookAsync(open.Request, outcome, CancellationToken.None);
        JobLog.Ended(log, given.Id.Value, outcome.Job.State.Word());

        // Interrupted is what somebody wished, a pause or the server's end: no problem that anybody need be told of.
        var isInterrupted = outcome.Job.State == JobState.Interrupted;
        return given with { IsWanted = isInterrupted, Problem = isInterrupted ? null : outcome.StoppedBecause, Curve = run.Now().Curve, RetryFailed = false };
    }

    private async Task<bool> HasPersonsWordAsync(OpenJob open, long after)
    {
        foreach (var question in open.Request.Questions)
        {
            if (await HasPersonsWordAsync(question.Version, open.Teacher.Profile.Name, after))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> HasPersonsWordAsync(QuestionVersion question, string teacher, long after)
    {
        while (await workspace.ReadAsync(store => store.ReadAfterAsync(question, teacher, after)) is { Length: > 0 } page)
        {
            if (page.Any(answer => answer.Source == AnswerSource.Person))
            {
                return true;
            }

            after = page[^1].Position;
        }

        return false;
    }
}
