using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LeadScout.Library.Tests;

/// <summary>A chat client as a user of the library would fake it: answers each item by a function, and counts.</summary>
internal sealed class FakeChatClient(Func<string, string> answer) : IChatClient
{
    private int _calls;

    public int Calls => _calls;

    /// <summary>All texts that were asked about, in the order of calls.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Called at each call, before it is answered.</summary>
    public Func<CancellationToken, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>What it says of itself.</summary>
    public ChatClientMetadata? Metadata { get; init; } = new("acme", null, "small");

    /// <summary>What it says that a call took.</summary>
    public UsageDetails Usage { get; init; } = new() { InputTokenCount = 100, OutputTokenCount = 10 };

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        await Before(cancellationToken);
        using var asked = JsonDocument.Parse(messages.Last().Text);
        var answers = new Dictionary<string, string>();
        foreach (var item in asked.RootElement.GetProperty("items").EnumerateObject())
        {
            Asked.Enqueue(item.Value.GetString()!);
            answers.Add(item.Name, answer(item.Value.GetString()!));
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, JsonSerializer.Serialize(answers)))
        {
            FinishReason = ChatFinishReason.Stop,
            Usage = Usage,
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("LeadScout never streams.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? Metadata : null;

    public void Dispose()
    {
    }
}
