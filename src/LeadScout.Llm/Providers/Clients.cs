using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
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
        var client = AzureOpenAI(url, key, model, http);
        return Traits.IsOpenAIModel(model) ? client : new OlderLimit(client);
    }

    public static IChatClient AzureOpenAI(Uri url, string key, string model, HttpClient http)
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

    public static IChatClient Anthropic(Uri url, string key, string model, HttpClient http) =>
        new AnthropicClient
        {
            BaseUrl = WithoutVersion(url).AbsoluteUri.TrimEnd('/'),
            ApiKey = key,
            HttpClient = http,
            MaxRetries = 0,
            Timeout = TimeSpan.FromDays(1),
        }.AsIChatClient(model);

    public static IChatClient Ollama(Uri url, string key, string model, HttpClient http)
    {
        http.BaseAddress = WithoutVersion(url);
        return new OllamaApiClient(http, model);
    }

    /// <summary>These clients add <c>v1/messages</c> and <c>api/chat</c> themselves; people give the URL as they know it from OpenAI's format.</summary>
    private static Uri WithoutVersion(Uri url)
    {
        var address = url.AbsoluteUri.TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.Ordinal) ? new Uri(address[..^"v1".Length]) : url;
    }
}
