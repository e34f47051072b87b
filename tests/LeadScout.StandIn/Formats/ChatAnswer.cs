namespace LeadScout.StandIn.Formats;

/// <summary>How an answer ends.</summary>
public enum Ending
{
    /// <summary>All said.</summary>
    Stop,

    /// <summary>The length limit was reached.</summary>
    Length,

    /// <summary>A content filter stepped in.</summary>
    Filter,

    /// <summary>The model would not answer.</summary>
    Refusal,
}

/// <summary>What the stand-in says, whatever the wire format.</summary>
/// <param name="Content">The text.</param>
/// <param name="Ending">How it ends.</param>
/// <param name="InputTokens">As counted by the stand-in.</param>
/// <param name="OutputTokens">As counted by the stand-in.</param>
/// <param name="SaysUsage">Whether the reply tells the counts.</param>
public sealed record ChatAnswer(string Content, Ending Ending, int InputTokens, int OutputTokens, bool SaysUsage = true)
{
    /// <summary>What was thought, where the format keeps that apart from the content.</summary>
    public string Thoughts { get; init; } = "";

    /// <summary>The arguments of a function that was called; "" for none.</summary>
    public string Called { get; init; } = "";

    /// <summary>Those of the output tokens that were thoughts.</summary>
    public int ThoughtTokens { get; init; }

    /// <summary>Whether the count of the output leaves the thoughts out, and only the total has both.</summary>
    public bool CountsThinkingBeside { get; init; }

    /// <summary>The output tokens as the reply counts them.</summary>
    public int ToldOutputTokens => CountsThinkingBeside ? OutputTokens - ThoughtTokens : OutputTokens;

    /// <summary>Input tokens served from the prompt cache.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Input tokens written to the prompt cache; null to say nothing about it, as older models do.</summary>
    public int? WrittenTokens { get; init; }
}
