using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Providers;

/// <summary>What is known of models by their names.</summary>
internal static partial class Traits
{
    // Room for a few sentences of thought; a batch that needs more is cut off, and split.
    private const int Thoughts = 2048;

    private const string OpenAI = "openai";

    // OpenAI's prompt cache begins at so many tokens.
    private const int CachedPrefix = 1024;

    /// <summary>Whether the name is one of OpenAI's own.</summary>
    public static bool IsOpenAIModel(string model) => ModelName.Of(model).Maker == OpenAI;

    public static ModelTraits OfOpenAI(string model)
    {
        var name = ModelName.Of(model);
        if (name.Maker != OpenAI)
        {
            // A model we don't know may think unasked; the room costs nothing unless it is used.
            return new() { Temperature = AdaptiveThinking().IsMatch(name.Plain) ? null : 0, ReasoningTokens = Thoughts };
        }

        var own = new ModelTraits { VocabularyMargin = 1, CachesFrom = CachedPrefix };
        return (Thinking().IsMatch(name.Plain), FixedEffort().IsMatch(name.Plain)) switch
        {
            (false, _) => own with { Temperature = 0 },
            (_, false) => own with { Effort = ReasoningEffort.Low, ReasoningTokens = Thoughts },
            _ => own with { ReasoningTokens = Thoughts },
        };
    }

    /// <summary>A deployment may be called anything; one whose name tells no model is sent nothing that some models refuse.</summary>
    public static ModelTraits OfAzure(string deployment) =>
        IsOpenAIModel(deployment) ? OfOpenAI(deployment) : new() { ReasoningTokens = Thoughts };

    public static ModelTraits OfAnthropic(string model) =>
        AdaptiveThinking().IsMatch(ModelName.Of(model).Plain) ? new() { Effort = ReasoningEffort.Low, ReasoningTokens = Thoughts } : new();

    public static ModelTraits OfOllama(string model) => new() { Temperature = 0, ReasoningTokens = Thoughts, AsksForContext = true };

    [GeneratedRegex(@"^(o\d|gpt-([5-9]|\d\d))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thinking();

    // They think as much as they like, and refuse to be told otherwise, or to take a temperature.
    [GeneratedRegex(@"-(chat|pro)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FixedEffort();

    // The fifth generation thinks unless told otherwise, and refuses a temperature; the ones before do neither.
    [GeneratedRegex("^claude-[a-z]+-[5-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AdaptiveThinking();
}
