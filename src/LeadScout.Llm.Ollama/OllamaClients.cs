using System.Text.Json;
using LeadScout.Llm.Providers;
using LeadScout.Questions;
using OllamaSharp;

namespace LeadScout.Llm.Ollama;

/// <summary>A client library of Ollama's own format, for teachers named <c>ollama:</c>.</summary>
public static class OllamaClients
{
    /// <summary>Ollama, on this machine or with a URL on another.</summary>
    public static ProviderClient Ollama { get; } = new("ollama", Connect) { Embed = Connect };

    private static OllamaApiClient Connect(ProviderConnection connection)
    {
        if (!JsonSerializer.IsReflectionEnabledByDefault)
        {
            // A reply that can't be read is waited for all the same.
            throw new BadInputException(
                "'ollama:' can't be asked from this program: it was trimmed or compiled to machine code, and the library for its format reads replies by "
                + "reflection. Name the model 'openai:MODEL' and Ollama's OpenAI-compatible address, as in http://127.0.0.1:11434/v1, or publish the program as it is.");
        }

        connection.Http.BaseAddress = connection.Url;
        return new OllamaApiClient(connection.Http, connection.Model);
    }
}
