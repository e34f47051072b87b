using LeadScout.Answers;
using LeadScout.Jobs;

namespace LeadScout.StoreKit;

/// <summary>A store of its own for one test, empty at first.</summary>
public abstract class StoreHandle : IAsyncDisposable
{
    /// <summary>The store.</summary>
    public abstract IStore Store { get; }

    /// <summary>Closes the store and opens it again on what is on disk; the property then gives the new one.</summary>
    public abstract ValueTask ReopenAsync();

    /// <summary>Lets the runner that has a job's lease look dead.</summary>
    public abstract ValueTask AbandonAsync(JobId job);

    /// <summary>Closes the store and removes what it kept.</summary>
    public abstract ValueTask DisposeAsync();
}
