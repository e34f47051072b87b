using LeadScout.Answers;
using LeadScout.Jobs;

namespace LeadScout.StoreKit;

/// <summary>A store of its own for one test, empty at first.</summary>
public abstract class StoreHandle : IAsyncDisposable
{
    /// <summary>Jobs and the call journal.</summary>
    public abstract IJobStore Jobs { get; }

    /// <summary>The answer log of the same store.</summary>
    public abstract IAnswerLog Log { get; }

    /// <summary>Closes the store and opens it again on what is on disk; the properties then give the new one.</summary>
    public abstract ValueTask ReopenAsync();

    /// <summary>Closes the store and removes what it kept.</summary>
    public abstract ValueTask DisposeAsync();
}
