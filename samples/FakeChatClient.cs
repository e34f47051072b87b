using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Sample;

/// <summary>Stands for an LLM: whatever sells is Sales, whatever has to do with IT is IT.</summary>
internal sealed class FakeChatClient : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answers = new JsonObject();
        foreach (var (number, text) in JsonNode.Parse(messages.Last().Text)!["items"]!.AsObject())
        {
            answers[number] = LabelOf(text!.ToString());
        }

        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, answers.ToJsonString()))
        {
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 10 },
        };
        return Task.FromResult(response);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("acme", null, "small") : null;

    public void Dispose()
    {
    }

    private static string LabelOf(string title) =>
        title.Contains("Sales", StringComparison.Ordinal) ? "Sales" : title.Contains("IT", StringComparison.Ordinal) ? "IT" : "Other";
}
