using System.ClientModel;
using System.ClientModel.Primitives;
using LeadScout.Llm.Providers;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace LeadScout.Llm.OpenAI;

/// <summary>OpenAI's own client library, its retries and time limits off, for teachers named <c>openai:</c> and <c>azure-openai:</c>.</summary>
public static class OpenAIClients
{
    /// <summary>OpenAI itself, and with a URL any server that speaks its format.</summary>
    public static ProviderClient OpenAI { get; } = new("openai", ToOpenAI);

    /// <summary>Azure, which speaks OpenAI's format below a path of its own.</summary>
    public static ProviderClient AzureOpenAI { get; } = new("azure-openai", Connect);

    private static IChatClient ToOpenAI(ProviderConnection connection)
    {
        var client = Connect(connection);
        return connection.IsOpenAIModel ? client : new OlderLimit(client);
    }

    private static CacheWrites Connect(ProviderConnection connection)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = connection.Url,
            Transport = new HttpClientPipelineTransport(connection.Http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        return new(new ChatClient(connection.Model, new ApiKeyCredential(connection.Key), options).AsIChatClient());
    }
}
