using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs.Running;

namespace LeadScout.Server.Clustering;

/// <summary>The student of another node's job, here: opened, taught and asked one after the other, off the callers' threads. Thread-safe.</summary>
internal sealed class ReplicaHost : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Lesson> _unlearnt = [];
    private readonly CancellationTokenSource _left = new();
    private volatile StudentReplica? _student;
    private Task _work; // what the student is at; one thing at a time
    private int _heard;

    /// <param name="open">Opens the student; null where there is none yet.</param>
    public ReplicaHost(Func<CancellationToken, Task<StudentReplica?>> open) => _work = Task.Run(async () => _student = await open(_left.Token));

    /// <summary>Whether there is no student: it could not be opened, or is not there yet.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _work.IsCompleted && _student is null;
            }
        }
    }

    /// <summary>Why it can't be opened, taught or asked; null where nothing has failed.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_lock)
            {
                return _work.Exception?.InnerException;
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

            if (_work.IsCompleted && _unlearnt.Count > 0 && _student is { } student)
            {
                _work = Task.Run(() => Learn(student));
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
            if (!_work.IsCompleted || _student is not { } student || student.Lessons != range.Lessons)
            {
                return null;
            }

            var judging = Task.Run(() => student.Judge(range));
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

    private void Learn(StudentReplica student)
    {
        while (Next() is { } lesson)
        {
            student.Learn(lesson);
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
        _student?.Dispose();
        _left.Dispose();
    }
}
