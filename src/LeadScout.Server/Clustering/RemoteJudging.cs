using System.Collections.Concurrent;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Questions;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Clustering;

/// <summary>Has other nodes judge texts of one job, as long as its run lasts. Thread-safe.</summary>
internal sealed partial class RemoteJudging(ICluster cluster, Func<IReadOnlyList<string>> others, JobId job, TimeProvider clock, ILogger log) : ITextJudges
{
    private const int LessonsAtOnce = 5_000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>The other hears at least as often that the job goes on.</summary>
    private static readonly TimeSpan Silence = StudentReplicas.Patience / 4;

    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<(string Address, QuestionVersion Question), bool> _at = [];

    /// <inheritdoc/>
    public JudgingWork Share(QuestionVersion question)
    {
        var work = new JudgingWork(clock, pass => AllJudged(log, pass.Texts, job.Value, pass.ByOthers, pass.Time.TotalMilliseconds));
        _ = Task.Run(() => ShareAsync(question, work));
        return work;
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Cancel();

    private async Task ShareAsync(QuestionVersion question, JudgingWork work)
    {
        while (!_ended.IsCancellationRequested)
        {
            foreach (var address in others())
            {
                if (_at.TryAdd((address, question), true))
                {
                    _ = Task.Run(() => WorkAsync(address, question, work));
                }
            }

            await WaitAsync(Look);
        }
    }

    private async Task WorkAsync(string address, QuestionVersion question, JudgingWork work)
    {
        var (heard, saidAt) = (0, (long?)null);
        while (!_ended.IsCancellationRequested && others().Contains(address))
        {
            var lessons = work.LessonsAfter(heard, LessonsAtOnce);
            var range = lessons.Length == 0 ? work.Take(address) : null;
            if (range is null && lessons.Length == 0 && saidAt is { } said && clock.GetElapsedTime(said) < Silence)
            {
                await WaitAsync(Poll);
                continue;
            }

            var request = new JudgeRequest(job, question) { LessonsBefore = heard, Lessons = [.. lessons], Range = range };
            var reply = await SayAsync(address, request);
            saidAt = clock.GetTimestamp();
            if (range is { } taken && reply is { Predictions: { Length: > 0 } predictions })
            {
                work.Deliver(address, taken, [.. predictions]);
                heard = reply.Lessons ?? 0;
                continue;
            }

            if (range is { } untouched)
            {
                work.Return(untouched);
            }

            heard = reply?.Lessons ?? 0;
            await WaitAsync(reply?.Lessons is null ? Look : Poll);
        }

        _at.TryRemove((address, question), out _);
    }

    private async Task<JudgeReply?> SayAsync(string address, JudgeRequest request)
    {
        try
        {
            return await cluster.JudgeAsync(address, request, _ended.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private Task WaitAsync(TimeSpan time) => Task.Delay(time, clock, _ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);

    [LoggerMessage(56, LogLevel.Information, "Judged {Texts} texts of job {Job}, {ByOthers} of them on other nodes, in {Milliseconds:0} ms.")]
    private static partial void AllJudged(ILogger log, int texts, string job, int byOthers, double milliseconds);
}
