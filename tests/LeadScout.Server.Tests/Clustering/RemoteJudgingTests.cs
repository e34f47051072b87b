using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Server.Clustering;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Server.Tests.Clustering;

/// <summary>Another node judges texts of a job, or does not.</summary>
public sealed class RemoteJudgingTests : IDisposable
{
    private const int Texts = 5_000;

    private readonly FakeTimeProvider _clock = new();
    private readonly OtherNode _other = new();
    private readonly RemoteJudging _judging;
    private readonly JudgingWork _work;

    public RemoteJudgingTests()
    {
        _judging = new RemoteJudging(_other, () => ["other"], new JobId("0123456789ab"), _clock, NullLogger.Instance);
        _work = _judging.Share(default);
    }

    public void Dispose() => _judging.Dispose();

    [Fact]
    public async Task It_is_told_to_prepare_before_there_is_anything_to_judge_and_learns_before_it_judges()
    {
        await PassAsync(() => _other.Requests is [{ Range: null, Lessons.Length: 0 }, ..]);
        _work.Learn(new Lesson(7, 1));
        _work.Learn(new Lesson(3, 0));
        _work.Begin(Texts);
        JudgingWork.Judged? judged = null;
        await PassAsync(() => (judged = _work.TakeDelivered()) is not null);

        Assert.Equal(("other", 2, 0), (judged!.Judge, judged.Range.Lessons, judged.Range.From));
        Assert.All(judged.Predictions, prediction => Assert.Equal(OtherNode.Said, prediction));
        Assert.Equal([new(7, 1), new(3, 0)], _other.Requests.SelectMany(request => request.Lessons));
    }

    [Fact]
    public async Task It_is_told_all_again_after_it_has_forgotten_what_it_had_heard()
    {
        _work.Learn(new Lesson(7, 1));
        await PassAsync(() => _other.Heard == 1);
        _other.Forget();
        _work.Learn(new Lesson(3, 0));
        _work.Begin(Texts);
        await PassAsync(() => _work.TakeDelivered() is not null);
        Assert.Equal(2, _other.Heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_it_took_and_did_not_judge_is_judged_here(bool isAway)
    {
        (_other.IsAway, _other.IsReady) = (isAway, false);
        _work.Begin(Texts);
        await PassAsync(() => _other.Requests.Any(request => request.Range is not null));
        _judging.Dispose();

        var texts = 0;
        while (_work.TakeHere() is { } range)
        {
            texts += range.Count;
        }

        Assert.Equal(Texts, texts);
        Assert.Null(_work.TakeDelivered());
    }

    /// <summary>Lets time pass until something is so.</summary>
    private async Task PassAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, ServerTrial.Gone);
        }
    }

    private sealed class OtherNode : ICluster
    {
        public static readonly Prediction Said = new(1, 0, 0.25);
        private readonly ConcurrentQueue<JudgeRequest> _requests = [];
        private int _heard;

        public ImmutableArray<JudgeRequest> Requests => [.. _requests];

        public int Heard => Volatile.Read(ref _heard);

        public bool IsAway { get; set; }

        public bool IsReady { get; set; } = true;

        public string? Address => null;

        public void Forget() => Volatile.Write(ref _heard, 0);

        public Task<JudgeReply?> JudgeAsync(string address, JudgeRequest request, CancellationToken cancellationToken)
        {
            _requests.Enqueue(request);
            if (IsAway)
            {
                return Task.FromResult<JudgeReply?>(null);
            }

            if (request.LessonsBefore == Heard)
            {
                Interlocked.Add(ref _heard, request.Lessons.Length);
            }

            var isReady = IsReady && request.Range is { } wanted && wanted.Lessons == Heard;
            return Task.FromResult<JudgeReply?>(new(Heard, isReady ? [.. Enumerable.Repeat(Said, request.Range!.Value.Count)] : []));
        }

        public void Join()
        {
        }

        public Task<bool> WakeAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<CallPermit?> ExchangeAsync(string service, PermitExchange said, CancellationToken cancellationToken) => Task.FromResult<CallPermit?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
