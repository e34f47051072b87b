using LeadScout.Llm.Providers;
using OllamaSharp;

namespace LeadScout.Llm.Ollama;

/// <summary>A client library of Ollama's own format, for teachers named <c>ollama:</c>.</summary>
public static class OllamaClients
{
    /// <summary>Ollama, on this machine or with a URL on another.</summary>
    public static ProviderClient Ollama { get; } = new("ollama", Connect) { Embed = Connect };

    private static OllamaApiClient Connect(ProviderConnection connection)
    {
        connection.Http.BaseAddress = connection.Url;
        return new OllamaApiClient(connection.Http, connection.Model);
    }
}
