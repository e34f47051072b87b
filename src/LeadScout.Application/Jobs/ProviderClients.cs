using System.Collections.Immutable;
using LeadScout.Llm.Anthropic;
using LeadScout.Llm.Ollama;
using LeadScout.Llm.OpenAI;
using LeadScout.Llm.Providers;

namespace LeadScout.Application.Jobs;

/// <summary>The providers' client libraries that the command line and the server come with.</summary>
public static class ProviderClients
{
    /// <summary>All of them. Each is loaded when it is to connect, and not to name it: what is known already needs none.</summary>
    public static ImmutableArray<ProviderClient> All { get; } =
    [
        new("openai", connection => OpenAIClients.OpenAI.Connect(connection)) { Embed = connection => OpenAIClients.OpenAI.Embed!(connection) },
        new("azure-openai", connection => OpenAIClients.AzureOpenAI.Connect(connection)) { Embed = connection => OpenAIClients.AzureOpenAI.Embed!(connection) },
        new("anthropic", connection => AnthropicClients.Anthropic.Connect(connection)),
        new("ollama", connection => OllamaClients.Ollama.Connect(connection)) { Embed = connection => OllamaClients.Ollama.Embed!(connection) },
    ];
}
