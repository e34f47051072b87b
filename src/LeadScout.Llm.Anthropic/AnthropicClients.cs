using System.Text.Json;
using Anthropic;
using LeadScout.Llm.Providers;
using LeadScout.Questions;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Anthropic;

/// <summary>Anthropic's own client library, its retries and time limits off, for teachers named <c>anthropic:</c>.</summary>
public static class AnthropicClients
{
    /// <summary>Anthropic, and with a URL any server that speaks its format.</summary>
    public static ProviderClient Anthropic { get; } = new("anthropic", Connect);

    // A reply that can't be read is paid for all the same.
    private static IChatClient Connect(ProviderConnection connection) => JsonSerializer.IsReflectionEnabledByDefault
        ? new AnthropicClient
        {
            BaseUrl = connection.Url.AbsoluteUri.TrimEnd('/'),
            ApiKey = connection.Key,
            HttpClient = connection.Http,
            MaxRetries = 0,
            Timeout = TimeSpan.FromDays(1),
        }.AsIChatClient(connection.Model)
        : throw new BadInputException(
            "'anthropic:' can't be asked from this program: it was trimmed or compiled to machine code, and Anthropic's library reads replies by reflection. "
            + "Publish the program as it is, or ask the model through an OpenAI-compatible service.");
}
