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
    public static T Run<T>(Func<Task<T>> work)
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
        return done.Task.GetAwaiter().GetResult();
    }
}
