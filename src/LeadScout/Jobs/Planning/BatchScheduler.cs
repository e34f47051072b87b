using System.Collections.Immutable;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Puts the question runs' asks into batches, in plan order. The question runs propose by turns. A text that one of them proposes is asked
/// for every question run that would ask it soon itself, so it is sent once. Texts that the same question runs ask about are packed
/// together. A pure function of the plans; not thread-safe.
/// </summary>
internal sealed class BatchScheduler(ImmutableArray<QuestionRun> runs, int textsPerCall, Func<Ask, bool> fits, long firstBatch = 0)
{
    private readonly OrderedDictionary<ulong, BatchPacker> _packers = []; // by the set of question runs, as bits
    private int _turn;

    /// <summary>The number of the next batch.</summary>
    public long NextBatch { get; private set; } = firstBatch;

    /// <summary>The next batch; null when there is none to plan before more outcomes are folded, or at all.</summary>
    public Batch? Next()
    {
        while (true)
        {
            var waiting = _packers.Values.Where(packer => packer.Count > 0).ToArray();

            // Where question runs ask about different texts, half-empty batches wait for company as long as there is anything to propose.
            if (Array.Find(waiting, packer => packer.Count >= textsPerCall || runs.Length == 1) is { } ready)
            {
                return new Batch(NextBatch++, ready.Take());
            }

            if (!Propose())
            {
                return waiting.MaxBy(packer => packer.Count) is { } fullest ? new Batch(NextBatch++, fullest.Take()) : null;
            }
        }
    }

    /// <summary>Lets the question run whose turn it is, or else the next, propose.</summary>
    private bool Propose()
    {
        for (var turn = 0; turn < runs.Length; turn++)
        {
            var run = runs[(_turn + turn) % runs.Length];
            var asks = run.Plan.Propose();
            if (asks.Count > 0)
            {
                _turn = (_turn + turn + 1) % runs.Length;
                foreach (var ask in asks)
                {
                    LineUp(new PlannedAsk(run, ask.Text, ask.Audit));
                }

                return true;
            }
        }

        return false;
    }

    private void LineUp(PlannedAsk proposed)
    {
        var asks = ImmutableArray.CreateBuilder<PlannedAsk>(runs.Length);
        var who = 0UL;
        for (var i = 0; i < runs.Length; i++)
        {
            if (runs[i] == proposed.QuestionRun)
            {
                asks.Add(proposed);
            }
            else if (runs[i].SharesTextsWith(proposed.QuestionRun) && FitsBeside(proposed, runs[i], asks)
                && runs[i].Plan.Join(proposed.Text))
            {
                asks.Add(new PlannedAsk(runs[i], proposed.Text, null));
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

        packer.Add(asks.ToImmutable());
    }

    /// <summary>Whether one call about the text can ask one more question: a long text may only fit with one.</summary>
    private bool FitsBeside(PlannedAsk proposed, QuestionRun other, IEnumerable<PlannedAsk> asks)
    {
        var asking = asks.Select(planned => planned.QuestionRun).Append(other).Append(proposed.QuestionRun).Distinct();
        return fits(new Ask([.. asking.Select(run => run.Question)], [proposed.QuestionRun.Texts.Text(proposed.Text)]));
    }
}
