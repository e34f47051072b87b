using LeadScout.Teaching;

namespace LeadScout.Llm;

/// <summary>What a model takes and gives in one call, in tokens, both at least 1 and the reply shorter than the context.</summary>
/// <param name="Context">Prompt and reply together.</param>
/// <param name="MostOutput">The reply, thoughts included.</param>
public sealed record ModelLimits(long Context, long MostOutput)
{
    /// <summary>
    /// For models whose limits nobody has stated: what a small model on one's own machine takes. Calls are packed for it, but a text alone
    /// is sent whatever its length, for this is only a guess.
    /// </summary>
    public static ModelLimits Cautious { get; } = new(8192, 4096);

    /// <summary>Prompt and reply together.</summary>
    public long Context { get; } = Context > MostOutput ? Context : throw new ArgumentOutOfRangeException(
        nameof(Context), Context, "Allowed: more tokens than the largest reply.");

    /// <summary>The reply, thoughts included.</summary>
    public long MostOutput { get; } = MostOutput >= 1 ? MostOutput : throw new ArgumentOutOfRangeException(
        nameof(MostOutput), MostOutput, "Allowed: tokens from 1.");

    /// <summary>
    /// The longest prompt. Some providers keep the room for the largest reply free, whatever a call asks for (of 400,000 tokens, gpt-5
    /// takes 272,000 in and gives 128,000), so this counts for all.
    /// </summary>
    public long MostInput => Context - MostOutput;

    /// <summary>Whether a call that uses at most this is allowed.</summary>
    public bool Allow(Usage ceiling) => ceiling.InputTokens <= MostInput && ceiling.OutputTokens <= MostOutput;
}
