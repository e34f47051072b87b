using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;
using OpenAI.Chat;

namespace LeadScout.Llm.Providers;

/// <summary>The providers' own client libraries, each with its retries and time limits off.</summary>
internal static class Clients
{
    /// <summary>OpenAI itself, and with a URL any server that speaks its format.</summary>
    public static IChatClient OpenAI(Uri url, string key, string model, HttpClient http)
    {
        var client = Chat(Addresses.WithVersion(url, "v1"), key, model, http);
        return Traits.IsOpenAIModel(model) ? client : new OlderLimit(client);
    }

    /// <summary>Azure speaks OpenAI's format below a path of its own.</summary>
    public static IChatClient AzureOpenAI(Uri url, string key, string model, HttpClient http) =>
        Chat(Addresses.WithVersion(url, "openai/v1"), key, model, http);

    public static IChatClient Anthropic(Uri url, string key, string model, HttpClient http) =>
        new AnthropicClient
        {
            BaseUrl = Addresses.WithoutVersion(url).AbsoluteUri.TrimEnd('/'),
            ApiKey = key,
            HttpClient = http,
            MaxRetries = 0,
            Timeout = TimeSpan.FromDays(1),
        }.AsIChatClient(model);

    public static IChatClient Ollama(Uri url, string key, string model, HttpClient http)
    {
        http.BaseAddress = Addresses.WithoutVersion(url);
        return new OllamaApiClient(http, model);
    }

    private static IChatClient Chat(Uri url, string key, string model, HttpClient http)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = url,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        return new ChatClient(model, new ApiKeyCredential(key), options).AsIChatClient();
    }
}
