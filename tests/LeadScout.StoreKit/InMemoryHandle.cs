using LeadScout.Answers;
using LeadScout.Jobs;

namespace LeadScout.StoreKit;

/// <summary>The store in memory; to open it again is to go on with it.</summary>
public sealed class InMemoryHandle : StoreHandle
{
    private readonly InMemoryStore _store = new();

    /// <inheritdoc/>
    public override IStore Store => _store;

    /// <inheritdoc/>
    public override ValueTask ReopenAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override ValueTask AbandonAsync(JobId job)
    {
        _store.Abandon(job);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
