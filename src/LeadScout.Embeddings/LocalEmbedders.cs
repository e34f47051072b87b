using LeadScout.Hints;

namespace LeadScout.Embeddings;

/// <summary>What LeadScout finds when it loads this add-on. Thread-safe.</summary>
public sealed class LocalEmbedders : ILocalEmbedders
{
    /// <inheritdoc/>
    public IEmbedder Open(string? folder, int cores) => LocalEmbedder.Open(folder, cores);
}
