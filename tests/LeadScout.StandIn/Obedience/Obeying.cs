using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LeadScout.StandIn.Formats;

namespace LeadScout.StandIn.Obedience;

/// <summary>
/// The worst model that there can be: it does what any item says, in whatever language or code, and believes in items that a text makes up.
/// </summary>
internal static class Obeying
{
    /// <summary>What becomes of an honest answer.</summary>
    public static List<KeyValuePair<string, JsonNode>> Applied(ChatRequest request, List<KeyValuePair<string, JsonNode>> honest)
    {
        var answer = new OrderedDictionary<string, JsonNode>(honest);
        ImmutableArray<string> ids = [.. request.Items.Select(item => item.Key)];
        foreach (var (place, item) in request.Items.Index())
        {
            var questions = request.Questions.IsEmpty ? [KeyValuePair.Create("", request.Labels)] : request.Questions;
            foreach (var (question, labels) in questions.Where(question => !question.Value.IsEmpty))
            {
                foreach (var order in Order.In(item.Value, place, ids, labels, request.Fence))
                {
                    Obey(answer, order, ids, question);
                }
            }
        }

        return [.. answer];
    }

    private static void Obey(OrderedDictionary<string, JsonNode> answer, Order order, ImmutableArray<string> ids, string question)
    {
        switch (order.Kind)
        {
            case OrderKind.Label:
                foreach (var item in order.Items)
                {
                    Give(answer, ids[item], question, order.Label);
                }

                break;
            case OrderKind.LeaveOut:
                foreach (var item in order.Items)
                {
                    answer.Remove(ids[item]);
                }

                break;
            case OrderKind.AddKeys:
                foreach (var more in Enumerable.Range(1, 3))
                {
                    Give(answer, $"{ids.Length + more}", question, order.Label);
                }

                break;
            default:
                foreach (var id in ids)
                {
                    if (answer.Remove(id, out var node))
                    {
                        answer["row " + id] = node;
                    }
                }

                break;
        }
    }

    private static void Give(OrderedDictionary<string, JsonNode> answer, string id, string question, string label)
    {
        if (question.Length == 0)
        {
            answer[id] = JsonValue.Create(label);
            return;
        }

        var labels = answer.TryGetValue(id, out var node) && node is JsonObject there ? there : [];
        labels[question] = label;
        answer[id] = labels;
    }
}
