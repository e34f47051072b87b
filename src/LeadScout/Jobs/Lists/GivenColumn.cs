using System.Collections.Immutable;

namespace LeadScout.Jobs.Lists;

/// <summary>What stands in a list's column of labels.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Rows">Rows with a text.</param>
/// <param name="Otherwise">Labels written otherwise than the question does, the most rows first.</param>
/// <param name="Unknown">Values that are none of its labels, the most rows first; "" for blank.</param>
public sealed record GivenColumn(
    string Column, long Rows, ImmutableArray<GivenLabel> Otherwise, ImmutableArray<GivenLabel> Unknown)
{
    /// <summary>Rows without a label of the question.</summary>
    public long UnknownRows => Unknown.Sum(value => value.Rows);
}

/// <summary>A value of such a column.</summary>
/// <param name="Value">As it stands there.</param>
/// <param name="Label">The question's label that it means; null for none.</param>
/// <param name="Rows">Rows with it.</param>
/// <param name="FirstRow">The first of them, from 1.</param>
public sealed record GivenLabel(string Value, string? Label, long Rows, long FirstRow);
