using System.Collections.Immutable;
using LeadScout.Llm.Anthropic;
using LeadScout.Llm.Ollama;
using LeadScout.Llm.OpenAI;
using LeadScout.Llm.Providers;

namespace LeadScout.Application.Jobs;

/// <summary>The providers' client libraries that the command line and the server come with.</summary>
public static class ProviderClients
{
    /// <summary>All of them. Each is loaded when a teacher of its provider is made.</summary>
    public static ImmutableArray<ProviderClient> All { get; } =
        [OpenAIClients.OpenAI, OpenAIClients.AzureOpenAI, AnthropicClients.Anthropic, OllamaClients.Ollama];
}
