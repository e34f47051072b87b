using LeadScout.Llm.Providers;
using LeadScout.Questions;

namespace LeadScout.Llm.Embeddings;

/// <summary>Makes what embeds texts at a provider, from its name.</summary>
public static class ProviderEmbedders
{
    /// <summary>What a name may look like, for help texts and error messages.</summary>
    public const string Allowed = "openai:MODEL, azure-openai:DEPLOYMENT, ollama:MODEL";

    private static readonly Provider[] Known = [Provider.OpenAI, Provider.AzureOpenAI, Provider.Ollama];

    /// <summary>Whether this names a model of a provider that embeds.</summary>
    public static bool IsName(string name) => Split(name) is not null;

    /// <summary>
    /// What embeds by this name. It connects at the first call: nothing is sent before, and to look up and to estimate need no key.
    /// </summary>
    /// <param name="name">As in <c>openai:text-embedding-3-small</c>; see <see cref="Allowed"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="BadInputException">The name or the URL is no good; the message says what to do.</exception>
    public static GeneratorEmbedder Create(string name, TeacherOptions? options = null)
    {
        var (provider, model) = Split(name)
            ?? throw new BadInputException($"The embedder '{name}' is of no known provider. Allowed: {Allowed}.");
        return provider.Embedder(model, options ?? new TeacherOptions());
    }

    private static (Provider Provider, string Model)? Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split(':', 2) is [var before, var model] && model.Trim().Length > 0
            && Array.Find(Known, provider => provider.Name.Equals(before, StringComparison.OrdinalIgnoreCase)) is { } provider
            ? (provider, model.Trim())
            : null;
    }
}
