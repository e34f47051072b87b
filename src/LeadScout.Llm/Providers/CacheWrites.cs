using LeadScout.Teaching;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace LeadScout.Llm.Providers;

/// <summary>
/// Reads how many input tokens OpenAI wrote to its prompt cache, which cost more than others since gpt-5.6. The common interface does not
/// pass the count on.
/// </summary>
internal static class CacheWrites
{
    /// <summary>The count; null when the provider gives none.</summary>
    public static long? In(ChatResponse response)
    {
        if (response.RawRepresentation is not ChatCompletion { Usage.InputTokenDetails: { } details })
        {
            return null;
        }

#pragma warning disable SCME0001 // The patch is OpenAI's own way to read what its library has no property for, still marked experimental.
        return details.Patch.TryGetValue("$.cache_write_tokens"u8, out long written) ? written : null;
#pragma warning restore SCME0001
    }
}
