using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>
/// Packs texts into numbered batches, in the order given: at most so many in one and never more than the teacher takes in one call, none twice in one,
/// and lone texts by themselves.
/// </summary>
internal sealed class BatchPacker(LeadTexts texts, int rowsPerCall, Func<ImmutableArray<string>, bool> fits, long firstBatch = 0)
{
    private readonly Queue<(int Text, AuditMark? Mark)> _waiting = new();
    private long _batches = firstBatch;

    /// <summary>Texts in one call, on average, when these are packed; 1 for none.</summary>
    public static double TextsPerCall(LeadTexts texts, IReadOnlyCollection<int> some, int rowsPerCall, Func<ImmutableArray<string>, bool> fits)
    {
        var packer = new BatchPacker(texts, rowsPerCall, fits);
        packer.Add(some);
        var calls = 0;
        while (packer.TryTake() is not null)
        {
            calls++;
        }

        return calls == 0 ? 1 : (double)some.Count / calls;
    }

    /// <summary>Lines up texts.</summary>
    public void Add(IEnumerable<int> more)
    {
        foreach (var text in more)
        {
            Add(text, null);
        }
    }

    /// <summary>Lines up a text, with its mark if it is an audit.</summary>
    public void Add(int text, AuditMark? mark) => _waiting.Enqueue((text, mark));

    /// <summary>The next batch, or null when no text is waiting.</summary>
    public Batch? TryTake()
    {
        var batch = Together();
        while (batch.Length > 1 && !fits(ImmutableArray.CreateRange(batch, texts.Text)))
        {
            batch = batch[..^1];
        }

        var marks = batch.Select(_ => _waiting.Dequeue().Mark).ToImmutableArray();
        return batch.IsEmpty ? null : new Batch(_batches++, batch) { Audits = marks };
    }

    /// <summary>The first texts waiting that may share a call, whatever their length.</summary>
    private ImmutableArray<int> Together()
    {
        var together = ImmutableArray.CreateBuilder<int>();
        foreach (var (text, _) in _waiting)
        {
            var alone = LoneText.Is(texts.Text(text));
            if (together.Count == rowsPerCall || (together.Count > 0 && (alone || together.Contains(text))))
            {
                break;
            }

            together.Add(text);
            if (alone)
            {
                break;
            }
        }

        return together.ToImmutable();
    }
}
