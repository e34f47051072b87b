using System.Text.Json;

namespace LeadScout.Llm.Leniency;

/// <summary>
/// What a service says that it counted, under whichever names, read so that it bills no less than it can mean: whatever a total has beyond
/// its parts is output, thoughts told beside the output are added to it, and cached tokens that are more than the prompt came on top of it.
/// </summary>
/// <param name="Input">Input tokens, cached ones included.</param>
/// <param name="Cached">Those of them that came out of the prompt cache.</param>
/// <param name="Written">Those of them that were written to it; null where it does not say.</param>
/// <param name="Output">Output tokens, thoughts included.</param>
/// <param name="Thoughts">Those of them that were thoughts; null where it does not say.</param>
internal readonly record struct CountedUsage(int Input, int Cached, int? Written, int Output, int? Thoughts)
{
    // No model reads or writes as much in one call: such a count is a mistake of the service.
    private const long MostTokens = 100_000_000;

    private static readonly string[] Inputs =
        ["prompt_tokens", "input_tokens", "promptTokenCount", "prompt_token_count", "prompt_eval_count"];
    private static readonly string[] Outputs =
        ["completion_tokens", "output_tokens", "candidatesTokenCount", "candidates_token_count", "eval_count"];
    private static readonly string[] Totals = ["total_tokens", "totalTokenCount", "total_token_count"];
    private static readonly string[] Reasonings = ["reasoning_tokens", "thoughtsTokenCount", "thoughts_token_count", "thinking_tokens"];
    private static readonly string[] Caches =
        ["cached_tokens", "prompt_cache_hit_tokens", "cachedContentTokenCount", "cached_content_token_count", "cache_read_input_tokens"];

    /// <summary>The count of OpenAI's <c>usage</c> and of those like it; null where it can't be made out, or can't be true.</summary>
    public static CountedUsage? Of(JsonElement usage)
    {
        var (inputDetails, outputDetails) = (
            usage.At("prompt_tokens_details").Or(usage.At("input_tokens_details")),
            usage.At("completion_tokens_details").Or(usage.At("output_tokens_details")));
        if (Find(Inputs, usage) is not { } input || Find(Outputs, usage) is not { } output || Find(Totals, usage) is not { } total
            || Find(Reasonings, outputDetails, usage) is not { } thoughts || Find(Caches, inputDetails, usage) is not { } cached)
        {
            return null; // one of them is no count at all
        }

        var (inputTokens, outputTokens) = (input.Value ?? total.Value - output.Value, output.Value ?? total.Value - input.Value);
        if (inputTokens is not >= 0 || outputTokens is not >= 0)
        {
            return null;
        }

        var (most, read) = (WithThoughts(inputTokens.Value, outputTokens.Value, thoughts.Value ?? 0, total.Value), cached.Value ?? 0);
        var (all, fromCache) = read > inputTokens ? (inputTokens.Value + read, 0) : (inputTokens.Value, read);
        return all > MostTokens || most > MostTokens
            ? null
            : new(
                (int)all,
                (int)fromCache,
                inputDetails.At("cache_write_tokens").Count(),
                (int)most,
                ThoughtsIn(most - outputTokens.Value, thoughts.Value));
    }

    private static int? ThoughtsIn(long beside, long? told) => beside > 0 || told is not null ? (int)Math.Max(beside, told ?? 0) : null;

    private static long WithThoughts(long input, long output, long thoughts, long? total)
    {
        var beside = thoughts > output || total is null ? output + thoughts : output;
        return Math.Max(beside, (total ?? 0) - input);
    }

    /// <summary>
    /// The first of these names that stands in one of the objects: its count, or null if none does. Null if the result is not a count.
    /// </summary>
    private static Found? Find(string[] names, params ReadOnlySpan<JsonElement> objects)
    {
        foreach (var one in objects)
        {
            foreach (var name in names)
            {
                if (one.At(name) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } told)
                {
                    return told.Count() is { } count ? new Found(count) : null;
                }
            }
        }

        return new Found(null);
    }

    private readonly record struct Found(long? Value);
}
