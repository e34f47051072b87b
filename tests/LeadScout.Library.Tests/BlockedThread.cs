using System.Collections.Concurrent;
using Xunit;

namespace LeadScout.Library.Tests;

/// <summary>
/// The context of a thread that blocks, as those do that wait for a result in a window's event or a page of the old ASP.NET: what is posted
/// to it would never run. Here it runs elsewhere, so that a test ends, and who posted it is remembered.
/// </summary>
internal sealed class BlockedThread : SynchronizationContext
{
    private readonly ConcurrentQueue<string> _posted = [];

    /// <summary>Who would have waited for ever.</summary>
    public IReadOnlyCollection<string> Posted => _posted;

    /// <summary>Runs work that blocks, on a thread of its own.</summary>
    public static async Task<BlockedThread> RunAsync(Action work)
    {
        var context = new BlockedThread();
        await Task.Factory.StartNew(
            () =>
            {
                SetSynchronizationContext(context);
                try
                {
                    work();
                }
                finally
                {
                    SetSynchronizationContext(null);
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return context;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _posted.Enqueue(Environment.StackTrace);
        ThreadPool.QueueUserWorkItem(_ => d(state));
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);
}
