using System.Collections.Immutable;
using LeadScout.Statistics;

namespace LeadScout.Savings.Sets;

/// <summary>Rows of a set in the order in which a list holds them.</summary>
/// <param name="Set">The set.</param>
/// <param name="Rows">Row numbers of the set, from 0, no two alike.</param>
internal sealed record Sample(LabelledSet Set, ImmutableArray<int> Rows)
{
    /// <summary>The distinct text of the list's row.</summary>
    public int Text(int row) => Set.TextOfRow(Rows[row]);

    /// <summary>Distinct texts in the list.</summary>
    public int CountTexts() => Enumerable.Range(0, Rows.Length).Select(Text).Distinct().Count();

    /// <summary>Rows in an order drawn from the seed; where fewer than all are wanted, the draw chooses them too.</summary>
    public static Sample Draw(LabelledSet set, ulong seed, int? most = null)
    {
        var rows = Enumerable.Range(0, set.Rows.Length).ToArray();
        new Random(unchecked((int)(seed * 7919))).Shuffle(rows);
        return new Sample(set, [.. rows.Take(most ?? rows.Length)]);
    }

    /// <summary>Rows in file order.</summary>
    public static Sample InOrder(LabelledSet set, int first = 0, int? most = null) =>
        new(set, [.. Enumerable.Range(first, Math.Min(most ?? int.MaxValue, set.Rows.Length - first))]);
}
