using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Packs texts into numbered batches, in the order given: at most so many in one, none twice in one, and lone texts by themselves.</summary>
/// <param name="texts">The list's.</param>
/// <param name="rowsPerCall">Most texts in a batch.</param>
/// <param name="first">The number of the first batch.</param>
internal sealed class BatchPacker(LeadTexts texts, int rowsPerCall, long first = 0)
{
    private readonly Queue<(int Text, AuditMark? Mark)> _waiting = new();
    private long _next = first;

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
        var batch = ImmutableArray.CreateBuilder<int>();
        var marks = ImmutableArray.CreateBuilder<AuditMark?>();
        while (batch.Count < rowsPerCall && _waiting.TryPeek(out var next))
        {
            var (text, mark) = next;
            var alone = LoneText.Is(texts.Text(text));
            if (batch.Count > 0 && (alone || batch.Contains(text)))
            {
                break;
            }

            _waiting.Dequeue();
            batch.Add(text);
            marks.Add(mark);
            if (alone)
            {
                break;
            }
        }

        return batch.Count == 0 ? null : new Batch(_next++, batch.ToImmutable()) { Audits = marks.ToImmutable() };
    }
}
