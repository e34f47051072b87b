using System.Collections.Immutable;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Puts the strands' asks into batches, in plan order. The strands propose by turns. A text that one of them proposes is asked for every strand
/// that would ask it soon itself, so it is sent once. Texts that the same strands ask about are packed together. A pure function of the plans; not
/// thread-safe.
/// </summary>
internal sealed class Agenda(ImmutableArray<Strand> strands, int textsPerCall, Func<Ask, bool> fits, long firstBatch = 0)
{
    private readonly OrderedDictionary<ulong, BatchPacker> _packers = []; // by the set of strands, as bits
    private int _turn;

    /// <summary>The number of the next batch.</summary>
    public long NextBatch { get; private set; } = firstBatch;

    /// <summary>The next batch; null when there is none to plan before more outcomes are folded, or at all.</summary>
    public Batch? Next()
    {
        while (true)
        {
            var waiting = _packers.Values.Where(packer => packer.Count > 0).ToArray();

            // Where strands ask about different texts, half-empty batches wait for company as long as there is anything to propose.
            if (Array.Find(waiting, packer => packer.Count >= textsPerCall || strands.Length == 1) is { } ready)
            {
                return new Batch(NextBatch++, ready.Take());
            }

            if (!Propose())
            {
                return waiting.MaxBy(packer => packer.Count) is { } fullest ? new Batch(NextBatch++, fullest.Take()) : null;
            }
        }
    }

    /// <summary>Lets the strand whose turn it is, or else the next, propose.</summary>
    private bool Propose()
    {
        for (var turn = 0; turn < strands.Length; turn++)
        {
            var strand = strands[(_turn + turn) % strands.Length];
            var asks = strand.Plan.Propose();
            if (asks.Count > 0)
            {
                _turn = (_turn + turn + 1) % strands.Length;
                foreach (var ask in asks)
                {
                    LineUp(new Step(strand, ask.Text, ask.Audit));
                }

                return true;
            }
        }

        return false;
    }

    private void LineUp(Step proposed)
    {
        var steps = ImmutableArray.CreateBuilder<Step>(strands.Length);
        var who = 0UL;
        for (var i = 0; i < strands.Length; i++)
        {
            if (strands[i] == proposed.Strand)
            {
                steps.Add(proposed);
            }
            else if (strands[i].SharesTextsWith(proposed.Strand) && FitsBeside(proposed, strands[i], steps) && strands[i].Plan.Join(proposed.Text))
            {
                steps.Add(new Step(strands[i], proposed.Text, null));
            }
            else
            {
                continue;
            }

            who |= 1UL << i;
        }

        if (!_packers.TryGetValue(who, out var packer))
        {
            _packers.Add(who, packer = new BatchPacker(textsPerCall, fits));
        }

        packer.Add(steps.ToImmutable());
    }

    /// <summary>Whether one call about the text can ask one more question: a long text may only fit with one.</summary>
    private bool FitsBeside(Step proposed, Strand other, IEnumerable<Step> steps)
    {
        var asking = steps.Select(step => step.Strand).Append(other).Append(proposed.Strand).Distinct();
        return fits(new Ask([.. asking.Select(strand => strand.Question)], [proposed.Strand.Texts.Text(proposed.Text)]));
    }
}
