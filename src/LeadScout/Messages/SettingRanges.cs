namespace LeadScout.Messages;

/// <summary>What numbers settings may have. The library, the command line, the API and the dashboard all look here.</summary>
public static class SettingRanges
{
    /// <summary>Texts in one call.</summary>
    public static WholeRange RowsPerCall { get; } = new(1, 200);

    /// <summary>Calls in flight.</summary>
    public static WholeRange Concurrency { get; } = new(1, 256);

    /// <summary>Characters of a text at most.</summary>
    public static WholeRange MaxText { get; } = new(1, 1_000_000);

    /// <summary>Rows that are asked about twice.</summary>
    public static WholeRange SelfCheck { get; } = new(0, 100_000);

    /// <summary>Rows that are asked about once more, alone.</summary>
    public static WholeRange AloneCheck { get; } = new(0, 100_000);

    /// <summary>Texts of known answers in a call.</summary>
    public static WholeRange Canaries { get; } = new(0, 10);

    /// <summary>Texts that are drawn to put labels to the proof, at most.</summary>
    public static WholeRange MaxAudits { get; } = new(1, 1_000_000);

    /// <summary>Tries of a text after the first.</summary>
    public static WholeRange Retries { get; } = new(0, 100);

    /// <summary>Days that something is kept, or is good for.</summary>
    public static WholeRange Days { get; } = new(1, 36_500);
}
