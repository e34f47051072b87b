using System.Collections.Concurrent;
using Xunit;

namespace LeadScout.Library.Tests;

/// <summary>The context of a thread that runs what is posted to it, one after the other, as a window's does.</summary>
internal sealed class PumpedThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

    /// <summary>Runs work that awaits, on a thread of its own, until it is done.</summary>
    public static Task RunAsync(Func<Task> work) => Task.Factory.StartNew(
        () => new PumpedThread().Pump(work), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Who waits for the window's thread may wait for ever.");

    private void Pump(Func<Task> work)
    {
        SetSynchronizationContext(this);
        try
        {
            var done = work();
            done.ContinueWith(
                _ => _posted.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (callback, state) in _posted.GetConsumingEnumerable())
            {
                callback(state);
            }

            done.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(null);
            _posted.Dispose();
        }
    }
}
