using System.Text.Json.Nodes;
using LeadScout.Application.Reviews;

namespace LeadScout.Server.Mcp;

/// <summary>The texts of a labelled list where a person's look is worth most, for an agent to show.</summary>
internal static class ReviewQueue
{
    /// <summary>The first of them, the worthiest first; each is set aside as if the person had not said yet.</summary>
    public static JsonNode Of(ListReview review, int most)
    {
        var (queue, texts) = (review.Queue(), new JsonArray());
        while (texts.Count < most && queue.Next() is { } item)
        {
            var text = review.List.Texts[item.Text];
            texts.Add(new JsonObject
            {
                ["text"] = text.Text,
                ["rows"] = text.Rows,
                ["label"] = text.Label < 0 ? null : review.Question.Labels[text.Label].Name,
                ["because"] = item.Because,
            });
            queue.Skip(item.Text);
        }

        return new JsonObject
        {
            ["question"] = review.Question.Name,
            ["labels"] = new JsonArray([.. review.Question.Labels.Select(label => (JsonNode)label.Name)]),
            ["texts"] = texts,
        };
    }
}
