using LeadScout.Statistics;

namespace LeadScout.Reviews;

/// <summary>
/// Draws rows of a list uniformly and without replacement while the list streams by, and keeps them in the order of the draw. Whether and
/// when a row is drawn depends on the seed and its number alone: a larger sample begins with the smaller one, and where rows leave the list
/// the rest keeps its order. Memory grows with the sample, never with the list. Not thread-safe.
/// </summary>
/// <typeparam name="T">What is kept of a row.</typeparam>
/// <param name="size">Rows to draw, at least 1.</param>
/// <param name="seed">Of the draw.</param>
internal sealed class RowSample<T>(int size, ulong seed)
{
    // So that a review and the audits of a job with the same seed have nothing in common.
    private const ulong Purpose = 0x72657669_65773031;

    private readonly PriorityQueue<(T Item, ulong Priority, long Row), (ulong, long)> _drawn = new(
        Comparer<(ulong, long)>.Create((a, b) => b.CompareTo(a)));

    /// <summary>Offers a row.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="item">What to keep of it.</param>
    public void Offer(long row, T item)
    {
        var priority = PriorityOf(row);
        _drawn.Enqueue((item, priority, row), (priority, row));
        if (_drawn.Count > size)
        {
            _drawn.Dequeue();
        }
    }

    /// <summary>The rows drawn, in the order of the draw.</summary>
    public IReadOnlyList<T> Draw() =>
        [.. _drawn.UnorderedItems.Select(entry => entry.Element).OrderBy(entry => entry.Priority).ThenBy(entry => entry.Row)
            .Select(entry => entry.Item)];

    private ulong PriorityOf(long row)
    {
        var ofSeed = new SeededRandom(seed ^ Purpose).Next();
        return new SeededRandom(ofSeed ^ new SeededRandom((ulong)row).Next()).Next();
    }
}
