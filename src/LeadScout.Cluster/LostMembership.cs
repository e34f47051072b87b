using Orleans.Runtime;

namespace LeadScout.Cluster;

/// <summary>
/// Hears that the silo can't go on, mostly because the others have declared it dead. Orleans would end the process; here its server and its
/// jobs go on, and
/// what they may write is decided by leases. Thread-safe.
/// </summary>
internal sealed class LostMembership : IFatalErrorHandler
{
    private readonly TaskCompletionSource<string> _reason = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why it can't, once it can't.</summary>
    public Task<string> Reason => _reason.Task;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not (OperationCanceledException or ObjectDisposedException);

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        _reason.TrySetResult(exception?.Message ?? context ?? "no reason was given");
}
