using System.Runtime.ExceptionServices;

namespace LeadScout.Streaming;

/// <summary>
/// Reads a source some items ahead, as far as it has them ready, and has their texts embedded together. Not thread-safe.
/// </summary>
internal sealed class EmbeddedSource<T>(
    CascadeRungs rungs, IAsyncEnumerator<T> source, Func<T, string> textOf, CancellationToken cancellationToken)
    : IAsyncEnumerator<EmbeddedItem<T>>
{
    // Enough for a call to be worth it; more would have the first item wait.
    private const int MostAtOnce = 128;

    private readonly Queue<EmbeddedItem<T>> _ready = new();
    private readonly List<Task<AskBill>> _bills = [];
    private Task<bool>? _next;
    private ExceptionDispatchInfo? _broken;
    private volatile bool _isAtWork;

    /// <summary>What was sent, once it is home.</summary>
    public IReadOnlyCollection<Task<AskBill>> Bills => _bills;

    /// <summary>Whether texts are being embedded, so that it is not the source that is silent.</summary>
    public bool IsAtWork => _isAtWork;

    /// <inheritdoc/>
    public EmbeddedItem<T> Current { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> MoveNextAsync()
    {
        if (_ready.Count == 0)
        {
            await FillAsync().ConfigureAwait(false);
        }

        if (_ready.TryDequeue(out var item))
        {
            Current = item;
            return true;
        }

        _broken?.Throw();
        return false;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => StreamReading.DisposeAsync(source, _next);

    private async Task FillAsync()
    {
        var items = new List<(T Item, string Text)>();
        try
        {
            _next ??= source.MoveNextAsync().AsTask();
            while (await _next.ConfigureAwait(false))
            {
                items.Add((source.Current, textOf(source.Current) ?? ""));
                _next = source.MoveNextAsync().AsTask();
                if (!_next.IsCompleted || items.Count == Math.Min(MostAtOnce, rungs.Embedding!.MostTexts))
                {
                    break;
                }
            }
        }
        catch (Exception e) when (items.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            _broken = ExceptionDispatchInfo.Capture(e); // what came before it is decided first
            _next = Task.FromResult(false);
        }

        if (items.Count == 0)
        {
            return;
        }

        _isAtWork = true;
        var vectors = await rungs.EmbedAsync([.. items.Select(item => item.Text)], _bills, cancellationToken).ConfigureAwait(false);
        _isAtWork = false;
        for (var i = 0; i < items.Count; i++)
        {
            _ready.Enqueue(new EmbeddedItem<T>(items[i].Item, items[i].Text, vectors[i]));
        }
    }
}

/// <summary>An item of a stream, its text, and the text's vector; empty for none.</summary>
internal readonly record struct EmbeddedItem<T>(T Item, string Text, ReadOnlyMemory<Half> Vector);
