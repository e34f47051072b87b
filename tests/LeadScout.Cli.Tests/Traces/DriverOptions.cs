namespace LeadScout.Cli.Tests.Traces;

/// <summary>What job a driver is to have done: the title list's first rows, labelled so and so well.</summary>
internal sealed record DriverOptions
{
    /// <summary>How many rows the list has.</summary>
    public required int Rows { get; init; }

    /// <summary>How many rows in a hundred may be wrong; 0: every one is asked.</summary>
    public int MaxErrorPercent { get; init; }

    /// <summary>Texts in a call.</summary>
    public int RowsPerCall { get; init; } = 20;

    /// <summary>Calls in flight, at most.</summary>
    public int Concurrency { get; init; } = 8;
}
