using System.Collections.Immutable;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Packs texts about which the same strands ask, in the order given: at most so many in one batch, none twice in one, and lone texts by themselves.</summary>
internal sealed class BatchPacker(int textsPerCall)
{
    private readonly Queue<ImmutableArray<Step>> _waiting = new();

    /// <summary>Texts waiting.</summary>
    public int Count => _waiting.Count;

    /// <summary>Lines up a text.</summary>
    /// <param name="text">What is asked about it: a step for each strand.</param>
    public void Add(ImmutableArray<Step> text) => _waiting.Enqueue(text);

    /// <summary>The steps of the next batch; none when no text is waiting.</summary>
    public ImmutableArray<Step> Take()
    {
        var batch = ImmutableArray.CreateBuilder<Step>();
        var texts = new HashSet<int>();
        while (texts.Count < textsPerCall && _waiting.TryPeek(out var next))
        {
            var text = next[0].Text;
            var alone = LoneText.Is(next[0].Strand.Texts.Text(text));
            if (texts.Count > 0 && (alone || texts.Contains(text)))
            {
                break;
            }

            batch.AddRange(_waiting.Dequeue());
            texts.Add(text);
            if (alone)
            {
                break;
            }
        }

        return batch.ToImmutable();
    }
}
