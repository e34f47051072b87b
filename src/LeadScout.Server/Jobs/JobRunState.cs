using System.Threading.Channels;
using LeadScout.Jobs;
using LeadScout.Stores;

namespace LeadScout.Server.Jobs;

/// <summary>One run of a job in this process, and who watches it. Thread-safe.</summary>
internal sealed class JobRunState(SubmittedJob given) : IProgress<JobProgress>
{
    private readonly Lock _lock = new();
    private readonly LearningCurve _curve = new();
    private readonly List<Channel<bool>> _watchers = [];
    private JobProgress? _progress;
    private JobWork _work = JobWork.Waiting;
    private long _version;

    /// <summary>The job.</summary>
    public SubmittedJob Given { get; } = given;

    /// <summary>Stops the run: calls in flight come home.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Ends when the run has ended.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public void Report(JobProgress value)
    {
        lock (_lock)
        {
            _progress = value;
            _curve.Add(value);
        }

        Tell();
    }

    /// <summary>Says what the server does with it now.</summary>
    public void Now(JobWork work)
    {
        lock (_lock)
        {
            _work = work;
        }

        Tell();
    }

    /// <summary>How it stands.</summary>
    public (JobWork Work, JobProgress? Progress, System.Collections.Immutable.ImmutableArray<CurvePoint> Curve, long Version) Now()
    {
        lock (_lock)
        {
            return (_work, _progress, _curve.Points, _version);
        }
    }

    /// <summary>A channel that holds at most one word: that there is news.</summary>
    public Channel<bool> Watch()
    {
        var watcher = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (_lock)
        {
            _watchers.Add(watcher);
        }

        return watcher;
    }

    /// <summary>Ends a watch.</summary>
    public void Unwatch(Channel<bool> watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
        }
    }

    /// <summary>The run is over: its subscribers get no further events.</summary>
    public void End()
    {
        lock (_lock)
        {
            _work = JobWork.Idle;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
            _watchers.Clear();
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            _version++;
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(true));
        }
    }
}
