using System.Collections.Immutable;
using LeadScout.Llm.Prices;
using LeadScout.Llm.Providers;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Llm;

/// <summary>What may be said about a teacher beside its name. Everything has a default that suits.</summary>
public sealed record TeacherOptions
{
    /// <summary>
    /// The client libraries that there are: a teacher of a provider needs its own, such as <c>OpenAIClients.OpenAI</c> of the package
    /// LeadScout.Llm.OpenAI. A recording needs none.
    /// </summary>
    public ImmutableArray<ProviderClient> Clients { get; init; } = [];

    /// <summary>Where the provider's API is, as in <c>http://127.0.0.1:8080/v1</c>; null for the provider's own address.</summary>
    public Uri? Url { get; init; }

    /// <summary>
    /// How long one call may take in all, positive; null for two minutes (gateways rarely wait longer), or five for a model on one's own
    /// machine or network, and longer after a reply that did not come in time. What is stated here is kept to.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long a teacher is waited for altogether: no reply is waited for longer. Null for ten minutes.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>
    /// Output tokens allowed on top of the reply for a model that thinks before it answers, at least 0; null to go by the model.
    /// They are part of the ceiling, and are sent as part of the limit.
    /// </summary>
    public int? ThinkingTokens { get; init; }

    /// <summary>
    /// How the server is told what form its reply must have. What is stated here is not given up, whatever the server says to it.
    /// </summary>
    public ReplyFormat StructuredOutput { get; init; }

    /// <summary>
    /// The temperature, 0 to 2; null to go by the model. What is stated here is not given up, whatever the server says to it.
    /// </summary>
    public float? Temperature { get; init; }

    /// <summary>Headers that go along with every call. Where one has the name of the header with the key, it goes in its place.</summary>
    public ImmutableArray<TeacherHeader> Headers { get; init; } = [];

    /// <summary>What a call may wait for, where the provider offers a choice.</summary>
    public ServiceTier Tier { get; init; }

    /// <summary>
    /// Whether the standard tier is asked for when the provider has no room in the cheaper one. Then everything is counted at the standard
    /// price, which no call can pass.
    /// </summary>
    public bool TierFallback { get; init; }

    /// <summary>The price to use whatever the table says; null to go by the table.</summary>
    public Price? Price { get; init; }

    /// <summary>Where prices are looked up.</summary>
    public PriceTable Prices { get; init; } = PriceTable.BuiltIn;

    /// <summary>Reads an environment variable; keys come from nowhere else.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock for timeouts and for dates in Retry-After.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Names of the questions that will be asked, for a recording that has a column for each; null when there is one, and the column
    /// <c>label</c> is meant for it.
    /// </summary>
    public IReadOnlyCollection<string>? Questions { get; init; }

    /// <summary>Where it is remembered how the teacher's server wants to be asked; null to find out anew each time.</summary>
    public IRequestProfileStore? RequestProfiles { get; init; }

    /// <summary>Told, at most once per teacher and matter, what the user should know about how the teacher is being asked.</summary>
    public Action<string>? Notice { get; init; }
}
