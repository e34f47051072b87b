using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;

namespace LeadScout.Jobs.Planning;

/// <summary>Rows by who decided them and, where nobody did, by why.</summary>
/// <param name="BySource">Decided rows; every source is there, the empty ones with 0.</param>
/// <param name="Undecided">Undecided rows; only reasons that occur.</param>
internal sealed record JobTally(
    ImmutableSortedDictionary<DecisionSource, long> BySource, ImmutableSortedDictionary<UndecidedReason, long> Undecided)
{
    /// <summary>Counts.</summary>
    /// <param name="texts">The list's texts.</param>
    /// <param name="decisions">By text; null where the job never got to it.</param>
    /// <param name="unreached">Why it never got to those.</param>
    public static JobTally Of(LeadTexts texts, ReadOnlySpan<Decision?> decisions, UndecidedReason unreached)
    {
        var bySource = Enum.GetValues<DecisionSource>().Where(s => s != DecisionSource.None).ToDictionary(s => s, _ => 0L);
        var undecided = new Dictionary<UndecidedReason, long>();
        Add(UndecidedReason.Blank, texts.BlankRows);
        Add(UndecidedReason.CellError, texts.RowsWith(TextFlaw.CellError));
        Add(UndecidedReason.NotComputed, texts.RowsWith(TextFlaw.NotComputed));
        Add(UndecidedReason.TooLong, texts.RowsWith(TextFlaw.TooLong));
        for (var i = 0; i < decisions.Length; i++)
        {
            var decision = decisions[i] ?? Decision.Undecided(unreached);
            if (decision.IsDecided)
            {
                bySource[decision.Source] += texts.Rows(i);
            }
            else
            {
                Add(decision.Reason, texts.Rows(i));
            }
        }

        return new JobTally(bySource.ToImmutableSortedDictionary(), undecided.ToImmutableSortedDictionary());

        void Add(UndecidedReason reason, long rows)
        {
            if (rows > 0)
            {
                undecided[reason] = undecided.GetValueOrDefault(reason) + rows;
            }
        }
    }
}
