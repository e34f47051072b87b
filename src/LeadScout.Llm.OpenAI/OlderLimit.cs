using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace LeadScout.Llm.OpenAI;

/// <summary>
/// Sends the output limit as <c>max_tokens</c>. OpenAI has renamed it to <c>max_completion_tokens</c>, which Ollama and LM Studio overlook
/// and others refuse; the older name is what servers that imitate OpenAI have in common.
/// </summary>
internal sealed class OlderLimit(IChatClient inner) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.MaxOutputTokens is { } most)
        {
            options = options.Clone();
            options.MaxOutputTokens = null;
            options.RawRepresentationFactory = _ => WithLimit(most);
        }

        return base.GetResponseAsync(messages, options, cancellationToken);
    }

    private static ChatCompletionOptions WithLimit(int most)
    {
        var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The patch is OpenAI's own way to send what its library has no property for, still marked experimental.
        raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
        return raw;
    }
}
