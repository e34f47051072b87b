using System.Collections.Immutable;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Server.Access;
using LeadScout.Server.Clustering;
using LeadScout.Server.Lists;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Hosting;

/// <summary>How a server is set up.</summary>
public sealed record ServerOptions
{
    /// <summary>Where it listens; port 0 for any free one.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    /// <summary>The database file; it is made when it is missing.</summary>
    public string Database { get; init; } = "leadscout.db";

    /// <summary>Opens a database that other processes share, in place of <see cref="Database"/>; null for that file.</summary>
    public Func<IDatabase>? SharedStore { get; init; }

    /// <summary>The folder for uploaded lists, results and questions; it is made when it is missing.</summary>
    public string DataFolder { get; init; } = "leadscout-data";

    /// <summary>
    /// A folder for lists, results and questions, such as one on storage that several servers share; null for <see cref="DataFolder"/>.
    /// </summary>
    public string? ListFolder { get; init; }

    /// <summary>How it stands among others that are one service with it, on <see cref="SharedStore"/>; null where it is alone.</summary>
    public ClusterOptions? Cluster { get; init; }

    /// <summary>Who is asked when nobody is named; null to go by the environment.</summary>
    public string? Teacher { get; init; }

    /// <summary>
    /// Where <see cref="Teacher"/> is, when it is not where its provider is. Clients can't name an address: a key of this machine would be
    /// sent there.
    /// </summary>
    public string? TeacherUrl { get; init; }

    /// <summary>
    /// How <see cref="Teacher"/> is asked, where a job does not say otherwise. Only this and <see cref="Teachers"/> may hold headers: a
    /// client can't name any.
    /// </summary>
    public TeacherSettings TeacherSettings { get; init; } = new();

    /// <summary>What is allowed for each LLM of which <see cref="Teachers"/> say nothing, over all jobs and single texts, on all nodes.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>What <see cref="Teacher"/> charges, where that is stated. The table is for whoever is asked.</summary>
    public StatedPrices Prices { get; init; } = new();

    /// <summary>
    /// Teachers by names of the server's own, as its teachers file has them: clients name them, and <see cref="Teacher"/> and
    /// <see cref="Escalate"/> may.
    /// </summary>
    public ImmutableSortedDictionary<string, NamedTeacher> Teachers { get; init; } = ImmutableSortedDictionary<string, NamedTeacher>.Empty;

    /// <summary>
    /// A second teacher that jobs may name for what the first gives no usable answer to; one that can be asked only if the server knows it,
    /// such as a recording.
    /// </summary>
    public string? Escalate { get; init; }

    /// <summary>Where <see cref="Escalate"/> is, when it is not where its provider is.</summary>
    public string? EscalateUrl { get; init; }

    /// <summary>
    /// The services that jobs may have texts embedded by, beside the add-on's encoder. Clients can't name others: every text would be sent
    /// there.
    /// </summary>
    public ImmutableArray<EmbeddingChoice> Embeddings { get; init; } = [];

    /// <summary>
    /// The addresses that a job may have told when it ends. Clients can't name others: the server would reach for them what they can't.
    /// </summary>
    public ImmutableArray<Uri> Webhooks { get; init; } = [];

    /// <summary>Whether the names in <see cref="Webhooks"/> may lead into a private network.</summary>
    public bool WebhooksMayBePrivate { get; init; }

    /// <summary>How long it waits before it tries a webhook for the second time; then ever longer.</summary>
    internal TimeSpan WebhookBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What agents may spend over MCP until the server ends, all of them together; null where nothing was said: then those with a key that has a
    /// limit may spend up to that, and others nothing.
    /// </summary>
    public Money? AgentMaxCost { get; init; }

    /// <summary>Names by which it may be called, beside its address.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether a key is needed even from this machine, as behind a proxy that runs on it.</summary>
    public bool RequireKey { get; init; }

    /// <summary>Who knows the people; null for nobody.</summary>
    public SignOnIssuer? SignOn { get; init; }

    /// <summary>Whether it listens to this machine alone.</summary>
    public bool IsLoopback => Url.IsLoopback;

    /// <summary>Whether whoever is on this machine may come without a key.</summary>
    public bool TrustsThisMachine => IsLoopback && !RequireKey && SignOn is null;

    /// <summary>Requests a minute with one key, where it has no limit of its own.</summary>
    public int RequestsPerMinute { get; init; } = 1_200;

    /// <summary>Requests at work at once; as many more may wait.</summary>
    public int RequestsAtOnce { get; init; } = 128;

    /// <summary>Event streams that may be open at once.</summary>
    public int EventStreams { get; init; } = 64;

    /// <summary>What an upload may be at most.</summary>
    public UploadLimits Uploads { get; init; } = new();

    /// <summary>Jobs at work at once; others wait. Two of the same question and teacher never are.</summary>
    public int ConcurrentJobs { get; init; } = 2;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
