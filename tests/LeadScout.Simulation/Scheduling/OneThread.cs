namespace LeadScout.Simulation.Scheduling;

/// <summary>
/// Takes all threads of the pool but one: tasks then run one after another, in an order that depends on nothing but what they do. A process
/// that simulates does nothing else.
/// </summary>
internal static class OneThread
{
    public static void Take()
    {
        if (!ThreadPool.SetMinThreads(1, 1) || !ThreadPool.SetMaxThreads(1, 1))
        {
            throw new InvalidOperationException("The pool could not be brought down to one thread.");
        }
    }

    /// <summary>Runs work on that thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="late">Called after each minute that it has not come to its end: what goes round without an event looks like slowness.</param>
    public static T Run<T>(Func<Task<T>> work, Action? late = null)
    {
        var done = new TaskCompletionSource<T>();
        ThreadPool.QueueUserWorkItem(
            async _ =>
            {
                try
                {
                    done.SetResult(await work());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            });
        while (Task.WaitAny([done.Task], TimeSpan.FromMinutes(1)) < 0)
        {
            late?.Invoke();
        }

        return done.Task.GetAwaiter().GetResult();
    }
}
