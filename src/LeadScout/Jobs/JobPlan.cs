using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>
/// What a job asks, and in which order. It depends on nothing but the list, the settings and the outcomes folded so far, in plan order,
/// so that a job asks the same again whatever the timing, the crashes or the machines. Not thread-safe.
/// </summary>
internal sealed class JobPlan
{
    private readonly LeadTexts _texts;
    private readonly Decision?[] _decisions;
    private readonly IReadOnlyList<int> _queue;
    private readonly int _rowsPerCall;
    private int _next;
    private long _batches;

    public JobPlan(Intake intake, JobSettings settings)
    {
        _texts = intake.Texts;
        _decisions = [.. intake.Decisions];
        _rowsPerCall = settings.RowsPerCall;
        _queue = intake.DeferredAsks.Asks ?? [.. Enumerable.Range(0, _decisions.Length).Where(i => _decisions[i] is null)];
    }

    /// <summary>By text: the decision, or null while there is none.</summary>
    public ReadOnlySpan<Decision?> Decisions => _decisions;

    /// <summary>The next batch to ask, or null when there is none to plan from what is known so far.</summary>
    public Batch? Next()
    {
        if (_next == _queue.Count)
        {
            return null;
        }

        var texts = ImmutableArray.CreateBuilder<int>(_rowsPerCall);
        do
        {
            var text = _queue[_next];
            var alone = LoneText.Is(_texts.Text(text));
            if (texts.Count > 0 && (alone || texts.Contains(text)))
            {
                break;
            }

            texts.Add(text);
            _next++;
            if (alone)
            {
                break;
            }
        }
        while (_next < _queue.Count && texts.Count < _rowsPerCall);

        return new Batch(_batches++, texts.ToImmutable());
    }

    /// <summary>Takes in what came of a batch; batches come in plan order.</summary>
    public void Fold(Batch batch, ImmutableArray<TextOutcome> outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!outcomes[i].IsOpen)
            {
                _decisions[batch.Texts[i]] = outcomes[i].IsAnswered
                    ? Decision.By(DecisionSource.Teacher, outcomes[i].Label)
                    : Decision.Undecided(UndecidedReason.Failed);
            }
        }
    }
}
