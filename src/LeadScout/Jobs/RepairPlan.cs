using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Forecasts;
using LeadScout.Learning;
using LeadScout.Patterns;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs;

/// <summary>
/// Comes after a plan that has concluded: the texts for which a pattern retired since the job began was decisive are asked outright, and the
/// teacher's word takes the place of the student's; and a person who has answered since has the last word. Everything else stays as the plan left it, and so does what the audits have proven: they bound
/// the wrong rows among all frozen decisions, of which some are now replaced by what they were compared with.
/// </summary>
internal sealed class RepairPlan : JobPlan
{
    private readonly JobPlan _concluded;
    private readonly LeadTexts _texts;
    private readonly HashSet<TextKey> _reopened = [];
    private readonly Queue<Batch> _batches = new();

    /// <param name="concluded">The plan whose decisions are repaired.</param>
    /// <param name="intake">The list.</param>
    /// <param name="retired">In the order of their verdicts: what an earlier verdict has reopened is packed as before when a later one comes.</param>
    /// <param name="corrections">By text: the label that a person gave it since.</param>
    /// <param name="settings">How the job goes about its list.</param>
    /// <param name="fits">Whether texts fit into one call.</param>
    /// <param name="firstBatch">The number of the first batch.</param>
    public RepairPlan(JobPlan concluded, Intake intake, IEnumerable<string> retired, IReadOnlyDictionary<TextKey, int> corrections, JobSettings settings, Func<ImmutableArray<string>, bool> fits, long firstBatch)
        : base(intake with { Decisions = [.. concluded.Decisions] })
    {
        (_concluded, _texts) = (concluded, intake.Texts);
        for (var text = 0; text < _texts.Count; text++)
        {
            if (corrections.TryGetValue(_texts.Key(text), out var label))
            {
                this[text] = Decision.By(DecisionSource.Person, label);
            }
        }

        foreach (var pattern in retired)
        {
            var packer = new BatchPacker(_texts, settings.RowsPerCall, fits, firstBatch + _batches.Count);
            foreach (var text in Leaning(pattern))
            {
                this[text] = null;
                _reopened.Add(_texts.Key(text));
                packer.Add(text, null);
            }

            while (packer.TryTake() is { } batch)
            {
                _batches.Enqueue(batch);
            }
        }

        Use = concluded.Use.Without(_reopened.Concat(corrections.Keys).ToHashSet());
    }

    public override JobPhase Phase => JobPhase.Repairing;

    public override Certificate Certificate => _concluded.Certificate;

    public override Signs Signs
    {
        get
        {
            var left = _batches.Sum(batch => batch.Texts.Length);
            return Signs.Nothing with { Open = left, Certain = left };
        }
    }

    public override PatternUse Use { get; }

    /// <summary>Whether there is anything to repair.</summary>
    public bool Reopens => _reopened.Count > 0;

    /// <summary>The texts that the student still decides and for which a pattern was decisive, in list order.</summary>
    public ImmutableArray<int> Leaning(string pattern)
    {
        var leaning = _concluded.Use.Texts(pattern).ToHashSet();
        return [.. Enumerable.Range(0, _texts.Count).Where(text => this[text] is { Source: DecisionSource.Student } && leaning.Contains(_texts.Key(text)))];
    }

    public override Batch? Next() => _batches.TryDequeue(out var batch) ? batch : null;

    public override void Fold(Batch batch, ImmutableArray<TextOutcome> outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!outcomes[i].IsOpen)
            {
                Decide(batch.Texts[i], outcomes[i]);
            }
        }
    }

    public override void Conclude()
    {
    }
}
