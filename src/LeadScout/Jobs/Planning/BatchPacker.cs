using System.Collections.Immutable;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Packs texts about which the same question runs ask, in the order given: at most so many in one batch and never more than the teacher
/// takes in one call, none twice in one, and lone texts by themselves.
/// </summary>
internal sealed class BatchPacker(int textsPerCall, Func<Ask, bool> fits)
{
    private readonly Queue<ImmutableArray<PlannedAsk>> _waiting = new();

    /// <summary>Texts waiting.</summary>
    public int Count => _waiting.Count;

    /// <summary>Lines up a text.</summary>
    /// <param name="text">What is asked about it: a step for each question run.</param>
    public void Add(ImmutableArray<PlannedAsk> text) => _waiting.Enqueue(text);

    /// <summary>The steps of the next batch; none when no text is waiting.</summary>
    public ImmutableArray<PlannedAsk> Take()
    {
        var batch = Together();
        while (batch.Length > 1 && !fits(AskOf(batch)))
        {
            batch = batch[..^1];
        }

        return [.. batch.SelectMany(_ => _waiting.Dequeue())];
    }

    /// <summary>The first texts waiting that may share a call, whatever their length.</summary>
    private ImmutableArray<ImmutableArray<PlannedAsk>> Together()
    {
        var together = ImmutableArray.CreateBuilder<ImmutableArray<PlannedAsk>>();
        var texts = new HashSet<int>();
        foreach (var asks in _waiting)
        {
            var alone = LoneText.Is(TextOf(asks));
            if (together.Count == textsPerCall || (together.Count > 0 && (alone || texts.Contains(asks[0].Text))))
            {
                break;
            }

            together.Add(asks);
            texts.Add(asks[0].Text);
            if (alone)
            {
                break;
            }
        }

        return together.ToImmutable();
    }

    private static Ask AskOf(ImmutableArray<ImmutableArray<PlannedAsk>> batch) =>
        new([.. batch[0].Select(planned => planned.QuestionRun.Question)], [.. batch.Select(TextOf)]);

    private static string TextOf(ImmutableArray<PlannedAsk> asks) => asks[0].QuestionRun.Texts.Text(asks[0].Text);
}
