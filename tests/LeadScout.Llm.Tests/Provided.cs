using LeadScout.Llm.Anthropic;
using LeadScout.Llm.Ollama;
using LeadScout.Llm.OpenAI;

namespace LeadScout.Llm.Tests;

/// <summary>Options with the client library of every provider.</summary>
internal static class Provided
{
    public static TeacherOptions Options { get; } = new()
    {
        Clients = [OpenAIClients.OpenAI, OpenAIClients.AzureOpenAI, AnthropicClients.Anthropic, OllamaClients.Ollama],
    };
}
