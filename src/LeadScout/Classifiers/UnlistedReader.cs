using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// Adds many unlisted texts to the features, the neighbours and the topics of a list: what there is to find out about each, on several cores,
/// for none of them sees another.
/// </summary>
/// <param name="table">The features.</param>
/// <param name="neighbours">The neighbours.</param>
/// <param name="topics">The topics.</param>
/// <param name="onCores">The cores.</param>
internal sealed class UnlistedReader(FeatureTable table, Neighbours neighbours, Topics topics, ParallelOptions onCores)
{
    private const int TextsAtOnce = 64; // some milliseconds
    private readonly ConcurrentBag<Desk> _desks = [];

    /// <summary>Adds texts in their order.</summary>
    public void AddAll(UnlistedText[] texts)
    {
        var parts = new Rows[(texts.Length + TextsAtOnce - 1) / TextsAtOnce];
        Parallel.For(
            0,
            parts.Length,
            onCores,
            () => _desks.TryTake(out var desk) ? desk : new Desk(table.NewReader(), neighbours.NewSearch()),
            (part, _, desk) =>
            {
                int first = part * TextsAtOnce;
                parts[part] = Read(texts.AsSpan(first, Math.Min(TextsAtOnce, texts.Length - first)), desk);
                return desk;
            },
            _desks.Add);
        foreach (Rows part in parts)
        {
            Add(part);
        }
    }

    private Rows Read(ReadOnlySpan<UnlistedText> texts, Desk desk)
    {
        var rows = new Rows();
        Span<int> nearest = stackalloc int[Neighbours.Most];
        Span<float> similarity = stackalloc float[Neighbours.Most];
        Span<float> place = stackalloc float[Topics.Count];
        foreach (UnlistedText text in texts)
        {
            var (reader, search) = desk;
            reader.Read(text.Normalised);
            rows.Features.Add(reader.Features, reader.Values);
            rows.UnknownWords.Add(reader.UnknownWords);
            int have = search.Find(reader.Features, reader.Values, int.MaxValue, nearest, similarity);
            rows.Neighbours.Add(nearest[..have], similarity[..have]);
            topics.Place(reader.Features, reader.Values, place);
            rows.Topics.AddRange(place);
        }

        return rows;
    }

    private void Add(Rows part)
    {
        for (int i = 0; i < part.UnknownWords.Count; i++)
        {
            table.Add(part.Features.Columns(i), part.Features.Values(i), part.UnknownWords[i]);
            neighbours.Add(part.Neighbours.Columns(i), part.Neighbours.Values(i));
            topics.Add(CollectionsMarshal.AsSpan(part.Topics).Slice(i * Topics.Count, Topics.Count));
        }
    }

    /// <summary>What a core works with.</summary>
    private sealed record Desk(FeatureRowReader Reader, NeighbourSearch Search);

    /// <summary>What was found out about some texts.</summary>
    private sealed class Rows
    {
        public SparseRows Features { get; } = new();

        public List<float> UnknownWords { get; } = [];

        public SparseRows Neighbours { get; } = new();

        public List<float> Topics { get; } = [];
    }
}
