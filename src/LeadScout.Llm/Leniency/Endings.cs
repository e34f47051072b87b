namespace LeadScout.Llm.Leniency;

/// <summary>Why a reply ended, in the words of OpenAI's format, whatever the service calls it.</summary>
internal static class Endings
{
    private const string Length = "length";
    private const string Filter = "content_filter";

    private static readonly string[] Lengths =
        ["length", "max", "model_length", "token_limit", "model_context_window_exceeded", "context_length"];

    private static readonly string[] Filters =
    [
        "content_filter", "content-filter", "contentfilter", "safety", "prohibited_content", "blocklist", "spii", "recitation", "image_safety", "language", "refusal", "sensitive", "guardrail",
        "moderation", "content_policy", "flagged", "blocked",
    ];

    /// <summary><c>length</c>, <c>content_filter</c> or <c>stop</c>.</summary>
    /// <param name="reasons">What the reply says, as the gateway has it and as the provider behind it had it; any may be null.</param>
    public static string Of(params ReadOnlySpan<string?> reasons)
    {
        var plain = "stop";
        foreach (var reason in reasons)
        {
            plain = plain != "stop" || reason is null
                ? plain
                : Lengths.Any(Begins(reason))
                ? Length
                : Filters.Any(Begins(reason))
                ? Filter
                : plain;
        }

        return plain;
    }

    private static Func<string, bool> Begins(string reason) => known => reason.StartsWith(known, StringComparison.OrdinalIgnoreCase);
}
