using System.Text.Json.Nodes;

namespace LeadScout.Llm.Negotiation;

/// <summary>
/// What to try when a server refuses everything and names nothing: each change alone, the likeliest first, and at last all at once. A
/// bounded list, made of the request that was refused.
/// </summary>
internal static class GuessLadder
{
    // Parameters that not every server knows.
    private static readonly string[] Uncommon =
        ["temperature", "reasoning_effort", "reasoning", "thinking", "think", "service_tier", "options.temperature", "output_config.effort"];

    public static IReadOnlyList<RequestProfile> Of(RequestProfile before, JsonObject sent, Pinned pinned)
    {
        var steps = new List<RequestProfile>();
        var isOpenAI = sent.ContainsKey("response_format");
        var hasFormat = RequestBody.FormatPath(sent) is not null && !pinned.Format;
        if (hasFormat && before is { Format: ReplyFormat.Schema } && RequestBody.Schema(sent) is not null)
        {
            if (isOpenAI && before.IsStrict)
            {
                steps.Add(before with { IsStrict = false });
            }

            if (!RequestBody.IsAnthropic(sent))
            {
                steps.Add(before with { Format = ReplyFormat.JsonObject });
            }
        }

        if (hasFormat)
        {
            steps.Add(before with { Format = ReplyFormat.None });
        }

        var uncommon = RequestBody.Parameters(sent).Where(path => Uncommon.Contains(path) && !pinned.Holds(path)).ToArray();
        if (uncommon.Length > 0)
        {
            steps.Add(before with { Dropped = before.Dropped.Union(uncommon) });
        }

        var path = RequestBody.LimitPath(sent);
        if (path is not null && path != RequestBody.Limits[2] && !RequestBody.IsAnthropic(sent))
        {
            steps.Add(before with { RenamesLimit = !before.RenamesLimit });
        }

        if (!before.FoldsSystem)
        {
            steps.Add(before with { FoldsSystem = true });
        }

        steps.Add(before with
        {
            Format = pinned.Format ? before.Format : ReplyFormat.None,
            Dropped = path is null || RequestBody.IsAnthropic(sent)
                ? before.Dropped.Union(uncommon)
                : before.Dropped.Union(uncommon).Union(RequestBody.Limits),
            RenamesLimit = false,
            FoldsSystem = true,
        });
        return steps;
    }
}
