using LeadScout.Stores;

namespace LeadScout.Postgres.Tests.Copying;

/// <summary>A target that is cut off once, before or after rows were written.</summary>
internal sealed class CutOffContents(IStoreContents inner, int writes, bool after) : IStoreContents
{
    private int _writes;

    /// <summary>Whether it came to that.</summary>
    public bool WasCut { get; private set; }

    public bool KeepsZeroCharacters => inner.KeepsZeroCharacters;

    public Task<string> IdentityAsync(CancellationToken cancellationToken) => inner.IdentityAsync(cancellationToken);

    public Task<string?> UnfinishedAsync(CancellationToken cancellationToken) => inner.UnfinishedAsync(cancellationToken);

    public Task BeginAsync(string copyOf, CancellationToken cancellationToken) => CutAsync(() => inner.BeginAsync(copyOf, cancellationToken));

    public Task<IAsyncDisposable> HoldAsync(CancellationToken cancellationToken) => inner.HoldAsync(cancellationToken);

    public Task<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken) => inner.ReserveAsync(cancellationToken);

    public Task<long> CountAsync(StoredTable table, CancellationToken cancellationToken) => inner.CountAsync(table, cancellationToken);

    public IAsyncEnumerable<object?[]> ReadAsync(StoredTable table, CancellationToken cancellationToken) => inner.ReadAsync(table, cancellationToken);

    public Task AppendAsync(StoredTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        CutAsync(() => inner.AppendAsync(table, rows, cancellationToken));

    public Task FinishAsync(CancellationToken cancellationToken) => CutAsync(() => inner.FinishAsync(cancellationToken));

    private async Task CutAsync(Func<Task> write)
    {
        var isCut = _writes++ == writes;
        if (!isCut || after)
        {
            await write();
        }

        if (isCut)
        {
            WasCut = true;
            throw new IOException("cut off");
        }
    }
}
