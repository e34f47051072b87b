using LeadScout.Teaching;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm;

/// <summary>
/// How a model wants to be asked. Temperature 0 is sent to the models that take it, because the same text should get the same answer;
/// models that think refuse any temperature, and are asked to think little instead: a label is no riddle, and thoughts are billed as
/// output.
/// </summary>
internal sealed record ModelTraits
{
    /// <summary>The temperature to send, or null to leave it to the provider.</summary>
    public float? Temperature { get; init; }

    /// <summary>How much the model should think, or null to leave it to the provider.</summary>
    public ReasoningEffort? Effort { get; init; }

    /// <summary>Output tokens allowed for thinking, whatever the number of items; at least 0.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>
    /// What the model usually thinks before it answers, of which little is known before its first replies; nothing for one that does not
    /// think.
    /// </summary>
    public ThinkingLine Thinking { get; init; }

    /// <summary>
    /// How many times more tokens the model's vocabulary may need than o200k_base, at least 1. OpenAI's current models use o200k_base
    /// itself (1). Others are counted double, and byte by byte outside ASCII where that is more: Claude's newer vocabulary takes about a
    /// third more than its older one, which took more than OpenAI's, and small open models are wasteful outside English. This only makes
    /// the reservation larger, never the bill.
    /// </summary>
    public double VocabularyMargin { get; init; } = 2;

    /// <summary>
    /// Prompts that begin with at least so many known tokens are served from the provider's cache unasked; null where they never are.
    /// </summary>
    public int? CachesFrom { get; init; }

    /// <summary>
    /// Whether each call must say how long a context it needs, because the server keeps a short one otherwise and cuts the prompt without a
    /// word.
    /// </summary>
    public bool AsksForContext { get; init; }
}
