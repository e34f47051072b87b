using LeadScout.Answers;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Jobs;
using LeadScout.Server.Workspaces;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Clustering;

/// <summary>
/// Judges ranges of long lists for jobs that are at work on other nodes: for one question of one job at a time, for its student takes as
/// much memory as the job itself. Thread-safe.
/// </summary>
internal sealed partial class ListJudges(ServerWorkspace workspace, JobService jobs, JobOpener opener, ServerOptions options, ILogger<ListJudges> log) : IDisposable
{
    /// <summary>Of a job that has not been heard of for so long nothing more will come.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private (JobId Job, QuestionVersion Question) _for;
    private JudgeSeat? _seat;
    private long _heardAt;

    /// <summary>Learns, and judges what is asked.</summary>
    public async Task<JudgeReply> JudgeAsync(JudgeRequest request)
    {
        if (jobs.IsAtWork(request.Job) || SeatFor(request) is not { } seat)
        {
            return JudgeReply.No;
        }

        var heard = seat.Hear(request.LessonsBefore, request.Lessons);
        return new JudgeReply(heard, request.Range is { } range && seat.Judge(range) is { } judging ? [.. await judging] : []);
    }

    /// <summary>Gives up a student that nobody has asked for a while.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            if (_seat is not null && options.Clock.GetElapsedTime(_heardAt) >= Patience)
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
    private JudgeSeat? SeatFor(JudgeRequest request)
    {
        lock (_lock)
        {
            if (_seat is { IsEmpty: true })
            {
                Leave(); // it may be there the next time
                return null;
            }

            if (_seat is not null && _for != (request.Job, request.Question))
            {
                return null;
            }

            (_for, _heardAt) = ((request.Job, request.Question), options.Clock.GetTimestamp());
            return _seat ??= new JudgeSeat(left => OpenAsync(request.Job, request.Question, left));
        }
    }

    private void Leave()
    {
        _seat?.Dispose();
        _seat = null;
    }

    private async Task<ListJudge?> OpenAsync(JobId job, QuestionVersion question, CancellationToken left)
    {
        try
        {
            if (workspace.Service.FindJob(job) is not { } given)
            {
                return null;
            }

            given = given with { Invocation = workspace.Here(given.Invocation) };
            await jobs.FetchAsync(given, left);
            var open = opener.Open(given);
            var judge = await open.Runner.OpenJudgeAsync(question, open.Request, open.Teacher.Profile, open.Second?.Profile, left);
            if (judge is not null)
            {
                Judging(log, job.Value);
            }

            return judge;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotOpened(log, job.Value, e.GetType().Name); // its message may hold what the list says
            return null;
        }
    }

    [LoggerMessage(54, LogLevel.Information, "Judges texts of job {Job}, which is at work on another node.")]
    private static partial void Judging(ILogger log, string job);

    [LoggerMessage(55, LogLevel.Warning, "Can't judge texts of job {Job}, which is at work on another node; that judges them itself: {Error}")]
    private static partial void NotOpened(ILogger log, string job, string error);
}
