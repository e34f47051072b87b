using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Providers;

/// <summary>
/// A provider's client library. Each comes in a package of its own (LeadScout.Llm.OpenAI, LeadScout.Llm.Anthropic, LeadScout.Llm.Ollama), so
/// that nobody restores those of others.
/// </summary>
/// <param name="Provider">The provider's name, as before the colon of a teacher's name.</param>
/// <param name="Connect">Makes a client that never retries and never times out: the teacher sees to that.</param>
public sealed record ProviderClient(string Provider, Func<ProviderConnection, IChatClient> Connect)
{
    /// <summary>Makes what embeds texts, on the same terms; null for a provider that has nothing that does.</summary>
    public Func<ProviderConnection, IEmbeddingGenerator<string, Embedding<float>>>? Embed { get; init; }
}

/// <summary>What a client library is to connect to.</summary>
/// <param name="Url">Where the API is, with the provider's own path.</param>
/// <param name="Key">The key; a word of no meaning where none is wanted.</param>
/// <param name="Model">The model.</param>
/// <param name="Http">What requests go through. It has no time limit.</param>
public sealed record ProviderConnection(Uri Url, string Key, string Model, HttpClient Http)
{
    /// <summary>
    /// Where a client says, among the additional counts of a reply's usage, how many input tokens were written to the provider's cache.
    /// </summary>
    public const string CacheWrittenTokens = "cache_write_tokens";

    /// <summary>Whether the model's name is one of OpenAI's own.</summary>
    public bool IsOpenAIModel => Traits.IsOpenAIModel(Model);
}
