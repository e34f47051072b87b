using System.Collections.Concurrent;
using LeadScout.Files.AddOns;
using LeadScout.Hints;
using LeadScout.Questions;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Runs;

/// <summary>The encoder of the add-on for embeddings, and what it has made of each text, once for all runs of the process.</summary>
internal sealed class SharedEncoder : IEmbedder
{
    private readonly ConcurrentDictionary<string, float[]> _made = new(StringComparer.Ordinal);
    private readonly Lazy<IEmbedder> _encoder = new(Load);

    public static SharedEncoder Local { get; } = new();

    public string Model => _encoder.Value.Model;

    public int? Dimensions => _encoder.Value.Dimensions;

    public int MostTexts => _encoder.Value.MostTexts;

    public async Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        string[] missing = [.. texts.Where(text => !_made.ContainsKey(text)).Distinct(StringComparer.Ordinal)];
        foreach (var (text, vector) in missing.Zip((await _encoder.Value.EmbedAsync(missing, cancellationToken)).Vectors))
        {
            _made[text] = vector;
        }

        return new EmbeddingReply { Vectors = [.. texts.Select(text => _made[text])] };
    }

    public void Dispose()
    {
    }

    private static IEmbedder Load()
    {
        var file = Folders.Under("artifacts/bin/LeadScout.Embeddings/release/LeadScout.Embeddings.dll");
        return File.Exists(file)
            ? AddOn.Load<ILocalEmbedders>(file).Open(null, 1)
            : throw new BadInputException($"There is no '{file}'. Build it: dotnet build src/LeadScout.Embeddings -c Release");
    }
}
