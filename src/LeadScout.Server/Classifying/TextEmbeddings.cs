using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Teachers;
using LeadScout.Server.Workspaces;
using LeadScout.Streaming;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Classifying;

/// <summary>What embeds single texts, one for each name that the server allows, shared by all cascades. Thread-safe.</summary>
internal sealed partial class TextEmbeddings(
    ServerWorkspace workspace, EmbeddingService allowed, ProviderLimits limits, ServerOptions options, ILogger<TextEmbeddings> log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamEmbedding> _open = [];

    /// <summary>What embeds by that name; null for none.</summary>
    /// <exception cref="RefusedException">There is no such name, or the service is not allowed here.</exception>
    /// <exception cref="BadInputException">It is not installed, or its key is missing.</exception>
    public (string Name, StreamEmbedding Embedding)? Find(string? name)
    {
        if (allowed.Choose(name) is not { } choice)
        {
            return null;
        }

        lock (_lock)
        {
            if (!_open.TryGetValue(choice.Name, out var open))
            {
                _open.Add(choice.Name, open = Open(choice));
            }

            return (choice.Name, open);
        }
    }

    private StreamEmbedding Open(EmbeddingChoice choice)
    {
        var embedder = Embedders.Of(
            choice,
            path => path,
            service => Embedders.OptionsOf(service, options.Environment, options.Clock, new TeacherSettings(), options.Prices.Table))!;
        embedder.EnsureReady();

        // The keys' limits are kept by whoever reserves for them. What was answered earlier is on nobody's account, so it must cost nothing.
        return new StreamEmbedding(embedder, workspace.Store, workspace.Store, new SpendingLimit(null, Teaching.Money.Zero), options.Clock, limits)
        {
            EmbedsAnswered = embedder is { SentTo: null } or { Price.IsFree: true },
            Failed = because => NotEmbedded(log, embedder.Model, because),
        };
    }

    [LoggerMessage(LogLevel.Warning, "{Model} embeds nothing for a while, and LLMs are asked instead: {Reason}")]
    private static partial void NotEmbedded(ILogger log, string model, string reason);
}
