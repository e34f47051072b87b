using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs.Running;

namespace LeadScout.Server.Clustering;

/// <summary>The student of another node's job, here: opened, taught and asked one after the other, off the callers' threads. Thread-safe.</summary>
internal sealed class JudgeSeat : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Lesson> _unlearnt = [];
    private readonly CancellationTokenSource _left = new();
    private volatile ListJudge? _judge;
    private Task _work; // what the student is at; one thing at a time
    private int _heard;

    /// <param name="open">Opens the student; null where that can't be done.</param>
    public JudgeSeat(Func<CancellationToken, Task<ListJudge?>> open) => _work = Task.Run(async () => _judge = await open(_left.Token));

    /// <summary>Whether there is nobody to judge: it could not be opened.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _work.IsCompleted && _judge is null;
            }
        }
    }

    /// <summary>Takes in lessons, unless some before them are missing or it has heard them.</summary>
    /// <returns>How many it has heard.</returns>
    public int Hear(int before, IEnumerable<Lesson> lessons)
    {
        lock (_lock)
        {
            if (before == _heard)
            {
                foreach (var lesson in lessons)
                {
                    _unlearnt.Enqueue(lesson);
                    _heard++;
                }
            }

            if (_work.IsCompleted && _unlearnt.Count > 0 && _judge is { } judge)
            {
                _work = Task.Run(() => Learn(judge));
            }

            return _heard;
        }
    }

    /// <summary>Judges a range.</summary>
    /// <returns>Null where it is not ready: it is being opened, it still learns, or it has learnt something else.</returns>
    public Task<Prediction[]>? Judge(JudgingRange range)
    {
        lock (_lock)
        {
            if (!_work.IsCompleted || _judge is not { } judge || judge.Lessons != range.Lessons)
            {
                return null;
            }

            var judging = Task.Run(() => judge.Judge(range));
            _work = judging;
            return judging;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _ = LeaveAsync();
    }

    private void Learn(ListJudge judge)
    {
        while (Next() is { } lesson)
        {
            judge.Learn(lesson);
        }
    }

    private Lesson? Next()
    {
        lock (_lock)
        {
            return !_left.IsCancellationRequested && _unlearnt.TryDequeue(out var lesson) ? lesson : null;
        }
    }

    private async Task LeaveAsync()
    {
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _judge?.Dispose();
        _left.Dispose();
    }
}
