using System.Collections.Immutable;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Puts the question runs' asks into batches, in plan order. The question runs propose by turns. A text that one of them proposes is asked
/// for every question run that would ask it soon itself, so it is sent once. Texts that the same question runs ask about are packed
/// together. A pure function of the plans; not thread-safe.
/// </summary>
internal sealed class BatchScheduler(ImmutableArray<QuestionRun> runs, int textsPerCall, Func<Ask, bool> fits, BatchId firstBatch = default, CanaryPool? canaries = null)
{
    private readonly OrderedDictionary<ulong, BatchPacker> _packers = []; // by the set of question runs, as bits
    private readonly CanaryPool _canaries = canaries ?? new CanaryPool(runs, 0);
    private int _turn;

    /// <summary>The number of the next batch.</summary>
    public BatchId NextBatch { get; private set; } = firstBatch;

    /// <summary>The most calls that may be in flight: what the question run allows that knows least.</summary>
    public int Window => _canaries.IsWanting ? 1 : runs.Min(run => run.Plan.Window);

    /// <summary>The next batch; null when there is none to plan before more outcomes are folded, or at all.</summary>
    public Batch? Next()
    {
        while (true)
        {
            var waiting = _packers.Values.Where(packer => packer.Count > 0).ToArray();

            // Where question runs ask about different texts, half-empty batches wait for company as long as there is anything to propose.
            if (Array.Find(waiting, packer => packer.Count >= textsPerCall || runs.Length == 1) is { } ready)
            {
                return BatchOf(ready);
            }

            if (!Propose())
            {
                return waiting.MaxBy(packer => packer.Count) is { } fullest ? BatchOf(fullest) : null;
            }
        }
    }

    /// <summary>What earlier runs of the job, or other jobs since, have settled of a batch.</summary>
    public Dictionary<AskId, AskOutcome> Settled(Batch batch)
    {
        var outcomes = new Dictionary<AskId, AskOutcome>(batch.Asks.Length);
        foreach (var ask in batch.Asks)
        {
            if (RunOf(ask).Replay.Find(batch.Id, ask.Key) is { IsOpen: false } outcome)
            {
                outcomes.Add(ask.Id, outcome);
            }
        }

        return outcomes;
    }

    /// <summary>How the calls of a batch are guarded.</summary>
    public Canaries CanariesFor(Batch batch) => _canaries.For(batch);

    /// <summary>Takes in what came of a batch. Batches come in the order in which they were planned.</summary>
    public void Fold(Batch batch, AskResult result)
    {
        foreach (var ask in batch.Asks)
        {
            RunOf(ask).Fold(ask, result.Of(ask));
        }

        _canaries.Fold(batch, result);
    }

    private QuestionRun RunOf(PlannedAsk ask) => runs.First(run => run.Question.Version == ask.Question.Version);

    private Batch BatchOf(BatchPacker packer)
    {
        var batch = new Batch(NextBatch, packer.Take());
        NextBatch = NextBatch.Next();
        return batch;
    }

    /// <summary>Lets the question run whose turn it is, or else the next, propose.</summary>
    private bool Propose()
    {
        for (var turn = 0; turn < runs.Length; turn++)
        {
            var run = runs[(_turn + turn) % runs.Length];
            var proposals = run.Plan.Propose();
            if (proposals.Count > 0)
            {
                _turn = (_turn + turn + 1) % runs.Length;
                foreach (var proposal in proposals)
                {
                    LineUp(run, proposal);
                }

                return true;
            }
        }

        return false;
    }

    private void LineUp(QuestionRun by, Proposal proposal)
    {
        var asking = ImmutableArray.CreateBuilder<QuestionRun>(runs.Length);
        var who = 0UL;
        for (var i = 0; i < runs.Length; i++)
        {
            var run = runs[i];
            if (run == by || (run.SharesTextsWith(by) && FitsBeside(by, run, asking, proposal.Text) && run.Plan.Join(proposal.Text)))
            {
                asking.Add(run);
                who |= 1UL << i;
            }
        }

        if (!_packers.TryGetValue(who, out var packer))
        {
            _packers.Add(who, packer = new BatchPacker(asking.ToImmutable(), textsPerCall, fits));
        }

        packer.Add(by, proposal);
    }

    /// <summary>Whether one call about the text can ask one more question: a long text may only fit with one.</summary>
    private bool FitsBeside(QuestionRun by, QuestionRun other, IEnumerable<QuestionRun> asking, TextIndex text)
    {
        var together = asking.Append(other).Append(by).Distinct();
        return fits(new Ask([.. together.Select(run => run.Question)], [by.Texts.Text(text)]));
    }
}
