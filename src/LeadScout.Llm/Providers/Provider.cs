using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Llm.Embeddings;
using LeadScout.Llm.Faults;
using LeadScout.Llm.Leniency;
using LeadScout.Llm.Negotiation;
using LeadScout.Llm.Wire;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Telemetry;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Providers;

/// <summary>One maker of models: its address, its key, its client library and the habits of its models.</summary>
internal sealed class Provider
{
    // What a server that wants no key is sent, because the client libraries insist on one.
    private const string NoKey = "none";

    private Provider()
    {
    }

    /// <summary>Reduces a reply to what is needed, in the form that the provider itself uses. Returns null if the body is not a reply.</summary>
    internal delegate JsonObject? Write(JsonElement reply);

    public static Provider OpenAI { get; } = new()
    {
        Name = "openai",
        Package = "LeadScout.Llm.OpenAI",
        KeyVariable = "OPENAI_API_KEY",
        Url = new Uri("https://api.openai.com/v1"),
        ApiOf = url => Addresses.WithVersion(url, "v1"),
        Plain = OpenAIReply.Plain,
        TraitsOf = Traits.OfOpenAI,
    };

    public static Provider Anthropic { get; } = new()
    {
        Name = "anthropic",
        Package = "LeadScout.Llm.Anthropic",
        KeyVariable = "ANTHROPIC_API_KEY",
        Url = new Uri("https://api.anthropic.com"),
        ApiOf = Addresses.WithoutVersion,
        Plain = AnthropicReply.Plain,
        TraitsOf = Traits.OfAnthropic,
    };

    public static Provider Ollama { get; } = new()
    {
        Name = "ollama",
        Package = "LeadScout.Llm.Ollama",
        Url = new Uri("http://127.0.0.1:11434"),
        ApiOf = Addresses.WithoutVersion,
        TraitsOf = Traits.OfOllama,
    };

    /// <summary>
    /// Azure's own address for OpenAI's wire format: <c>https://RESOURCE.openai.azure.com/openai/v1</c>. A deployment may be any model.
    /// </summary>
    public static Provider AzureOpenAI { get; } = new()
    {
        Name = "azure-openai",
        Package = "LeadScout.Llm.OpenAI",
        KeyVariable = "AZURE_OPENAI_API_KEY",
        UrlVariable = "AZURE_OPENAI_ENDPOINT",
        ApiOf = url => Addresses.WithVersion(url, "openai/v1"),
        Plain = OpenAIReply.Plain,
        TraitsOf = Traits.OfAzure,
    };

    public static IReadOnlyList<Provider> All { get; } = [OpenAI, Anthropic, Ollama, AzureOpenAI];

    /// <summary>The name before the colon.</summary>
    public required string Name { get; init; }

    /// <summary>The environment variable that holds the key; null for a provider that wants none.</summary>
    public string? KeyVariable { get; private init; }

    private string? UrlVariable { get; init; }

    private Uri? Url { get; init; }

    // Below a server's address, where the client libraries look for the API.
    internal required Func<Uri, Uri> ApiOf { get; init; }

    // With the client library.
    internal required string Package { get; init; }

    // Ollama's library is as lenient as can be wished.
    private Write? Plain { get; init; }

    /// <summary>How a model of this provider wants to be asked.</summary>
    public required Func<string, ModelTraits> TraitsOf { get; init; }

    /// <summary>The provider of this name, or null.</summary>
    public static Provider? Find(string name) =>
        All.FirstOrDefault(provider => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is known of a model of this provider; neither key nor client library is looked for.</summary>
    /// <exception cref="BadInputException">The address is missing or wrong, or there is no such tier.</exception>
    public LlmProfile Profile(string model, TeacherOptions options)
    {
        var name = $"{Name}:{model}";
        var address = AddressOf(TeacherCalled(name), options);
        if (options.Tier == ServiceTier.Flex && this != OpenAI && this != AzureOpenAI)
        {
            throw new BadInputException(
                $"{Setting.Tier.To("flex")}: {Name} has no such tier. Leave it out, or name an LLM of openai or azure-openai.");
        }

        TokenCounter.LoadAhead(); // while the list is read
        return new LlmProfile(name, TraitsOf(model) with { Thinking = Thinkers.Of(model) }, options)
        {
            Negotiation = new Negotiation.Negotiation(name, address, options),
        };
    }

    /// <summary>A teacher of this provider. Its key and its client library are looked for when it is first asked, or made ready.</summary>
    /// <exception cref="BadInputException">The address is missing or wrong, or there is no such tier.</exception>
    public ITeacher Teacher(string model, TeacherOptions options)
    {
        var profile = Profile(model, options);
        return new LlmTeacher(profile, () => Connect(model, profile, options));
    }

    private OpenTelemetryChatClient Connect(string model, LlmProfile profile, TeacherOptions options)
    {
        var (name, negotiation) = (profile.Name, profile.Negotiation!);
        var library = LibraryOf(TeacherCalled(name), options);
        var key = KeyFor(TeacherCalled(name), options);
        var faults = WireOf(name, options);
        var negotiating = new NegotiatingHandler(negotiation, faults);
        var http = new HttpClient(
            Plain is { } plain ? new LenientHandler(plain, negotiating) : negotiating)
        { Timeout = Timeout.InfiniteTimeSpan };

        // Counts and traces by OpenTelemetry's GenAI conventions, and costs nothing while nobody listens. What is said stays out of it,
        // whatever the environment wishes.
        return new OpenTelemetryChatClient(
            library.Connect(new ProviderConnection(ApiOf(AddressOf(TeacherCalled(name), options)), key, model, http)), sourceName: Instruments.Models)
        { EnableSensitiveData = false };
    }

    /// <summary>
    /// What embeds texts with a model of this provider. It connects at the first call, so that to look up and to estimate need no key.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Its address, its price, its time limits: as for a teacher.</param>
    /// <exception cref="BadInputException">The address is missing or wrong, or the provider has nothing that embeds.</exception>
    public GeneratorEmbedder Embedder(string model, TeacherOptions options)
    {
        var name = $"{Name}:{model}";
        var who = $"The embedder '{name}'";
        var address = AddressOf(who, options);
        return new GeneratorEmbedder(
            name,
            options,
            address,
            () =>
            {
                var embed = LibraryOf(who, options).Embed
                    ?? throw new BadInputException($"{who}: the provider {Name} offers no embeddings.");
                var http = new HttpClient(WireOf(name, options)) { Timeout = Timeout.InfiniteTimeSpan };
                return embed(new ProviderConnection(ApiOf(address), KeyFor(who, options), model, http));
            });
    }

    private static string TeacherCalled(string name) => $"The LLM '{name}'";

    /// <summary>What requests go through on their way to the provider.</summary>
    private static FaultHandler WireOf(string name, TeacherOptions options)
    {
        KeyValuePair<string, string>[] headers =
            [.. options.Headers.Select(header => KeyValuePair.Create(header.Name, header.ValueFrom(options.Environment)))];
        var sockets = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AllowAutoRedirect = false, // a key and lead texts go nowhere but where the user sends them
            AutomaticDecompression = DecompressionMethods.All,
        };
        return new FaultHandler(name, options.Time, headers.Length == 0 ? sockets : new HeaderHandler(headers, sockets));
    }

    private Uri AddressOf(string who, TeacherOptions options)
    {
        var url = options.Url ?? UrlFrom(who, options) ?? Url!;
        return url is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? url
            : throw new BadInputException(
                $"The URL '{url}' of t{who[1..]} must be absolute, as in http://127.0.0.1:8080/v1.");
    }

    private Uri? UrlFrom(string who, TeacherOptions options)
    {
        if (UrlVariable is null)
        {
            return null;
        }

        var endpoint = options.Environment(UrlVariable);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url))
        {
            throw new BadInputException(
                $"{who} needs an address: set the environment variable {UrlVariable} (as in https://RESOURCE.openai.azure.com), or give a URL.");
        }

        return url;
    }

    private ProviderClient LibraryOf(string who, TeacherOptions options) =>
        options.Clients.FirstOrDefault(client => client.Provider == Name)
        ?? throw new BadInputException(
            $"{who} needs the client library of the package {Package}: add the package, and its client to TeacherOptions.Clients.");

    private string KeyFor(string who, TeacherOptions options)
    {
        var key = KeyVariable is null ? null : EnvironmentSecret.Read(options.Environment, KeyVariable);
        if (!string.IsNullOrEmpty(key))
        {
            return key;
        }

        return KeyVariable is null || options.Url is not null
            ? NoKey
            : throw new BadInputException(
                $"{who} needs a key: set the environment variable {KeyVariable}. Keys are taken from nowhere else.");
    }
}
