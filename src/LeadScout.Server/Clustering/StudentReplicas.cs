using LeadScout.Answers;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Jobs;
using LeadScout.Server.Workspaces;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Clustering;

/// <summary>
/// The students of jobs that are at work on other nodes, as far as they judge texts here: one at a time, for it takes as much memory as the
/// job itself, and none where this node has as many jobs of its own as it may. Thread-safe.
/// </summary>
internal sealed partial class StudentReplicas(ServerWorkspace workspace, JobService jobs, JobOpener opener, ServerOptions options, ILogger<StudentReplicas> log) : IDisposable
{
    /// <summary>Of a job that has not been heard of for so long nothing more will come.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private (JobId Job, QuestionVersion Question) _for;
    private ReplicaHost? _host;
    private long _heardAt;
    private Exception? _told;

    /// <summary>Learns, and judges what is asked.</summary>
    public async Task<JudgeReply> JudgeAsync(JudgeRequest request)
    {
        if (jobs.IsAtWork(request.Job) || HostFor(request) is not { } host)
        {
            return JudgeReply.No;
        }

        var heard = host.Hear(request.LessonsBefore, request.Lessons);
        return new JudgeReply(heard, request.Range is { } range && host.Judge(range) is { } judging ? [.. await judging] : []);
    }

    /// <summary>Gives up a student that nobody has asked for a while.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            if (_host is not null && options.Clock.GetElapsedTime(_heardAt) >= Patience)
            {
                Leave();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            Leave();
        }
    }

    /// <summary>The student; null where there is none for this job, or another job has it.</summary>
    private ReplicaHost? HostFor(JudgeRequest request)
    {
        lock (_lock)
        {
            var isAnother = _for != (request.Job, request.Question);
            var failure = Told(_host?.Failure);
            if (_host is { IsEmpty: true } && (isAnother || failure is null))
            {
                Leave(); // the job was not on record yet, or another's could not be opened
            }

            if (_host is null ? jobs.RunsHere().Count >= options.ConcurrentJobs : isAnother || failure is not null)
            {
                return null; // what failed is tried again once it is given up
            }

            (_for, _heardAt) = ((request.Job, request.Question), options.Clock.GetTimestamp());
            return _host ??= new ReplicaHost(left => OpenAsync(request.Job, request.Question, left));
        }
    }

    private void Leave()
    {
        _host?.Dispose();
        _host = null;
    }

    private Exception? Told(Exception? failure)
    {
        if (failure is not null && failure != _told)
        {
            NotJudged(log, _for.Job.Value, failure.GetType().Name); // its message may hold what the list says
        }

        return _told = failure;
    }

    private async Task<StudentReplica?> OpenAsync(JobId job, QuestionVersion question, CancellationToken left)
    {
        if (workspace.Service.FindJob(job) is not { } given)
        {
            return null;
        }

        given = given with { Invocation = workspace.Here(given.Invocation) };
        await jobs.FetchAsync(given, left);
        var open = opener.Open(given);
        var student = await open.Runner.OpenReplicaAsync(question, open.Request, open.Teacher.Profile, open.Second?.Profile, left);
        if (student is not null)
        {
            Judging(log, job.Value);
        }

        return student;
    }

    [LoggerMessage(54, LogLevel.Information, "Judges texts of job {Job}, which is at work on another node.")]
    private static partial void Judging(ILogger log, string job);

    [LoggerMessage(55, LogLevel.Warning, "Can't judge texts of job {Job}, which is at work on another node; that judges them itself: {Error}")]
    private static partial void NotJudged(ILogger log, string job, string error);
}
