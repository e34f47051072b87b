namespace LeadScout.Server.Lists;

/// <summary>What an uploaded list may be at most.</summary>
public sealed record UploadLimits
{
    /// <summary>Bytes of the file.</summary>
    public long Bytes { get; init; } = 200L << 20;

    /// <summary>Rows, the header not counted.</summary>
    public long Rows { get; init; } = 2_000_000;

    /// <summary>Cells: rows times columns.</summary>
    public long Cells { get; init; } = 50_000_000;

    /// <summary>Columns.</summary>
    public int Columns { get; init; } = 2_000;

    /// <summary>Characters of one cell.</summary>
    public int CellLength { get; init; } = 100_000;

    /// <summary>How many times larger than itself a compressed file may become.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Bytes that a compressed file may become.</summary>
    public long Unpacked { get; init; } = 2L << 30;

    /// <summary>How long checking a file may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);
}
