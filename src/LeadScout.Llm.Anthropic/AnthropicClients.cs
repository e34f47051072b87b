using Anthropic;
using LeadScout.Llm.Providers;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Anthropic;

/// <summary>Anthropic's own client library, its retries and time limits off, for teachers named <c>anthropic:</c>.</summary>
public static class AnthropicClients
{
    /// <summary>Anthropic, and with a URL any server that speaks its format.</summary>
    public static ProviderClient Anthropic { get; } = new("anthropic", Connect);

    private static IChatClient Connect(ProviderConnection connection) => new AnthropicClient
    {
        BaseUrl = connection.Url.AbsoluteUri.TrimEnd('/'),
        ApiKey = connection.Key,
        HttpClient = connection.Http,
        MaxRetries = 0,
        Timeout = TimeSpan.FromDays(1),
    }.AsIChatClient(connection.Model);
}
