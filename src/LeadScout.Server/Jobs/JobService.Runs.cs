using System.Data.Common;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Jobs.Running;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Stores;

namespace LeadScout.Server.Jobs;

/// <summary>Runs a job in this process, from its start to its end on record.</summary>
internal sealed partial class JobService
{
    // False where it is at work already.
    private bool Start(SubmittedJob given)
    {
        lock (LockOf(given.Id))
        {
            if (_runs.ContainsKey(given.Id) || (remote.MayBe && workspace.Service.FindJob(given.Id) is { IsWanted: true }))
            {
                return false;
            }

            // Its calls of unknown fate are being given up: those of a new run must not be among them.
            if (_settling.ContainsKey(given.Id))
            {
                throw BeingSettled(given.Id);
            }

            given = given with { IsWanted = true, Problem = null };
            workspace.Service.Save(given);
            _unsaved.TryRemove(given.Id, out _);
            if (!remote.MayBe)
            {
                Run(given);
            }
        }

        bell.Ring();
        return true;
    }

    private void Run(SubmittedJob given)
    {
        var run = new JobRunState(given);
        _runs[given.Id] = run;
        run.Ended = Task.Run(() => RunAsync(run));
    }

    private async Task RunAsync(JobRunState run)
    {
        var ended = run.Given;
        try
        {
            await FetchAsync(ended, run.Stop.Token);
            var open = opener.Open(ended);
            using var turn = await turns.TakeAsync(open, run.Stop.Token);
            await _places.WaitAsync(run.Stop.Token);
            try
            {
                run.Now(JobWork.Working);
                ended = await worker.WorkAsync(run, open);
                await workspace.Files.PublishAsync(JobOpener.FolderOf(ended.Id) + '/', CancellationToken.None, ended.Id);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested)
        {
            // Before it began: nothing was asked, nothing is to be kept.
        }
        catch (BadInputException e) when (remote.MayBe && e.Code is JobHeldException.HeldCode or StoreUnreachable or StoreFull)
        {
            // Another node has it, or will: what is on record of it is not this one's to change.
            JobLog.LeftToOthers(log, ended.Id.Value, e.Message);
            await EndElsewhereAsync(run);
            return;
        }
        catch (Exception e)
        {
            UserMessage reason = RefusedException.Explains(e) ? paths.Without(e)
                : $"It failed in a way it should not ({e.GetType().Name}); the server's log has more.";
            JobLog.Failed(log, run.Given.Id.Value, e);
            ended = ended with { IsWanted = false, Problem = reason };
        }

        lock (LockOf(ended.Id))
        {
            Keep(ended);
            _runs.TryRemove(ended.Id, out _);
        }

        await EndElsewhereAsync(run);
        await TellAsync(ended);
    }

    /// <summary>A run is over, also for the other nodes.</summary>
    private async Task EndElsewhereAsync(JobRunState run)
    {
        try
        {
            await (workspace.Cluster?.EndRunAsync(run.Given.Id) ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is BadInputException or DbException)
        {
            JobLog.Failed(log, run.Given.Id.Value, e); // its row ends a minute after the last beat
        }

        _runs.TryRemove(run.Given.Id, out _);
        run.End();
        bell.Ring();
    }

    // Whoever only ends the server means to go on.
    private async Task TellAsync(SubmittedJob ended)
    {
        try
        {
            if (!ended.IsWanted && ended.Invocation.GetValueOrDefault(JobOpener.WebhookKey) is { } webhook)
            {
                await webhooks.TellAsync(await ShowAsync(ended.Id, CancellationToken.None), webhook);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException || RefusedException.Explains(e))
        {
            JobLog.Untold(log, ended.Id.Value, e); // the job has ended all the same; or it was given up just now
        }
    }

    /// <summary>A run that has ended is over, whether or not its end can be put on record.</summary>
    private void Keep(SubmittedJob ended)
    {
        try
        {
            if (workspace.Cluster is { } cluster)
            {
                cluster.KeepEndAsync(ended).GetAwaiter().GetResult();
                return;
            }

            // A pause said in the meantime is not to be forgotten.
            if (workspace.Service.FindJob(ended.Id) is { } kept)
            {
                workspace.Service.Save(ended with { IsWanted = ended.IsWanted && kept.IsWanted });
            }
        }
        catch (Exception e) when (e is BadInputException or DbException)
        {
            JobLog.Failed(log, ended.Id.Value, e);
            _unsaved[ended.Id] = ended;
        }
    }
}
