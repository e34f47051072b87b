using System.Collections.Immutable;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Packs texts about which the same question runs ask, in the order given: at most so many in one batch and never more than the teacher
/// takes in one call, none twice in one, and lone texts by themselves.
/// </summary>
/// <param name="runs">Who asks about each text: at least one, all over the same texts.</param>
/// <param name="textsPerCall">The most texts in a batch.</param>
/// <param name="fits">Whether one call takes an ask.</param>
internal sealed class BatchPacker(ImmutableArray<QuestionRun> runs, int textsPerCall, Func<Ask, bool> fits)
{
    private readonly Queue<(QuestionRun By, Proposal Proposal)> _waiting = new();

    /// <summary>Texts waiting.</summary>
    public int Count => _waiting.Count;

    /// <summary>Lines up a text.</summary>
    /// <param name="by">Who proposes it: the audit, if it is one, is this question run's.</param>
    /// <param name="proposal">The text.</param>
    public void Add(QuestionRun by, Proposal proposal) => _waiting.Enqueue((by, proposal));

    /// <summary>The asks of the next batch; none when no text is waiting.</summary>
    public ImmutableArray<PlannedAsk> Take()
    {
        var texts = Together();
        while (texts.Length > 1 && !fits(AskOf(texts)))
        {
            texts = texts[..^1];
        }

        var asks = ImmutableArray.CreateBuilder<PlannedAsk>(texts.Length * runs.Length);
        foreach (var _ in texts)
        {
            var (by, proposal) = _waiting.Dequeue();
            foreach (var run in runs)
            {
                asks.Add(run.AskAbout(proposal.Text, run == by ? proposal.Audit : null));
            }
        }

        return asks.MoveToImmutable();
    }

    /// <summary>The first texts waiting that may share a call, whatever their length.</summary>
    private ImmutableArray<int> Together()
    {
        var together = ImmutableArray.CreateBuilder<int>();
        var texts = new HashSet<int>();
        foreach (var (_, proposal) in _waiting)
        {
            var alone = LoneText.Is(TextOf(proposal.Text));
            if (together.Count == textsPerCall || (together.Count > 0 && (alone || texts.Contains(proposal.Text))))
            {
                break;
            }

            together.Add(proposal.Text);
            texts.Add(proposal.Text);
            if (alone)
            {
                break;
            }
        }

        return together.ToImmutable();
    }

    private Ask AskOf(ImmutableArray<int> texts) => new([.. runs.Select(run => run.Question)], [.. texts.Select(TextOf)]);

    private string TextOf(int text) => runs[0].Texts.Text(text);
}
