using System.Collections.Immutable;

namespace LeadScout.Jobs;

/// <summary>Which labels that a list already has are kept: their rows are not asked about, and no certificate of the job covers them.</summary>
/// <param name="Column">The column that holds them, as the list's header names it.</param>
public sealed record KeepSettings(string Column)
{
    /// <summary>Labels that are not kept all the same: rows that have one of them are decided anew. Empty to keep every label.</summary>
    public ImmutableArray<string> Reopen { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Whether all that it says is the same.</summary>
    public bool Equals(KeepSettings? other) => other is not null && Column == other.Column && Reopen.SequenceEqual(other.Reopen);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Reopen.Length);
}
