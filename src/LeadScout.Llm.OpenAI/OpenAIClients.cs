using System.ClientModel;
using System.ClientModel.Primitives;
using LeadScout.Llm.Providers;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace LeadScout.Llm.OpenAI;

/// <summary>OpenAI's own client library, its retries and time limits off, for teachers and embeddings named <c>openai:</c> and <c>azure-openai:</c>.</summary>
public static class OpenAIClients
{
    /// <summary>OpenAI itself, and with a URL any server that speaks its format.</summary>
    public static ProviderClient OpenAI { get; } = new("openai", ToOpenAI) { Embed = Embed };

    /// <summary>Azure, which speaks OpenAI's format below a path of its own.</summary>
    public static ProviderClient AzureOpenAI { get; } = new("azure-openai", Connect) { Embed = Embed };

    private static IChatClient ToOpenAI(ProviderConnection connection)
    {
        var client = Connect(connection);
        return connection.IsOpenAIModel ? client : new OlderLimit(client);
    }

    private static CacheWrites Connect(ProviderConnection connection) =>
        new(new ChatClient(connection.Model, new ApiKeyCredential(connection.Key), OptionsOf(connection)).AsIChatClient());

    private static IEmbeddingGenerator<string, Embedding<float>> Embed(ProviderConnection connection) =>
        new EmbeddingClient(connection.Model, new ApiKeyCredential(connection.Key), OptionsOf(connection)).AsIEmbeddingGenerator();

    private static OpenAIClientOptions OptionsOf(ProviderConnection connection) => new()
    {
        Endpoint = connection.Url,
        Transport = new HttpClientPipelineTransport(connection.Http),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        NetworkTimeout = Timeout.InfiniteTimeSpan,
    };
}
