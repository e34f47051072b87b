using System.Collections.Immutable;

namespace LeadScout.Stores;

/// <summary>What a copy came to. Source and target hold the same, as was read from both.</summary>
/// <param name="Tables">Every table, in the order in which they were copied.</param>
/// <param name="CopiedRows">Rows that were written now; the others were there before.</param>
/// <param name="ReplacedValues">Values with a zero character, which the target can't hold: U+FFFD stands in its place.</param>
public sealed record StoreCopyReport(ImmutableArray<CopiedTable> Tables, long CopiedRows, long ReplacedValues)
{
    /// <summary>Whether nothing was left to do.</summary>
    public bool WasThere { get; init; }

    /// <summary>Whether a copy was finished that had been begun before.</summary>
    public bool WasResumed { get; init; }

    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>The answer log: its answers with their positions.</summary>
    public CopiedTable Log => Tables.First(table => table.Name == StoredTable.Answer);
}

/// <summary>A table that source and target have in common.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Checksum">Of all its rows: 32 hexadecimal digits. The same for the same rows, whichever database they are in.</param>
public sealed record CopiedTable(string Name, long Rows, string Checksum);

/// <summary>How far a copy is.</summary>
/// <param name="Doing">What is being done.</param>
/// <param name="Table">The table that it is at.</param>
/// <param name="Rows">Rows that are done, of all tables.</param>
/// <param name="TotalRows">Rows that there are.</param>
public readonly record struct StoreCopyProgress(StoreCopyPhase Doing, string Table, long Rows, long TotalRows);

/// <summary>What a copy is doing.</summary>
public enum StoreCopyPhase
{
    /// <summary>Reading what the target holds already.</summary>
    Looking = 0,

    /// <summary>Reading the source, and writing what the target lacks.</summary>
    Copying,

    /// <summary>Reading the target again, to hold it against the source.</summary>
    Verifying,
}
