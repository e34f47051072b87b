using LeadScout.Llm.Providers;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace LeadScout.Llm.OpenAI;

/// <summary>
/// Passes on how many input tokens OpenAI wrote to its prompt cache, which cost more than others since gpt-5.6. The common interface has no
/// place of its own for the count.
/// </summary>
internal sealed class CacheWrites(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (response is { Usage: { } usage, RawRepresentation: ChatCompletion { Usage.InputTokenDetails: { } details } })
        {
#pragma warning disable SCME0001 // The patch is OpenAI's own way to read what its library has no property for, still marked experimental.
            if (details.Patch.TryGetValue("$.cache_write_tokens"u8, out long written))
            {
                (usage.AdditionalCounts ??= [])[ProviderConnection.CacheWrittenTokens] = written;
            }
#pragma warning restore SCME0001
        }

        return response;
    }
}
