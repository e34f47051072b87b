using LeadScout.Hints;
using LeadScout.Jobs.Planning;
using LeadScout.Texts;

namespace LeadScout.Jobs.Running;

/// <summary>
/// Finds the vectors of a job's texts: those that the store has, and for the others what the embedder makes of them, which is kept before it
/// is used. What counts is what was kept, so a resumed job, or another machine with this store, sees the same vectors to the bit.
/// </summary>
internal sealed class EmbeddingPass
{
    private const int AtOnce = 1000;
    private readonly JobContext _context;
    private readonly IEmbedder _embedder;
    private readonly Dictionary<TextKey, ReadOnlyMemory<Half>> _vectors = [];
    private readonly List<KeyValuePair<TextKey, string>> _missing = [];

    private EmbeddingPass(JobContext context, IEmbedder embedder) => (_context, _embedder) = (context, embedder);

    /// <summary>How many texts have no vector yet.</summary>
    public int Missing => _missing.Count;

    /// <summary>What is known by now.</summary>
    public JobVectors Vectors => new(_embedder.Dimensions, _vectors);

    /// <summary>Looks up what the store has.</summary>
    /// <param name="texts">The texts, in the order in which they would be embedded.</param>
    /// <param name="context">The job.</param>
    /// <param name="embedder">Who would embed the others.</param>
    /// <param name="interrupt">The wish to stop.</param>
    public static async Task<EmbeddingPass> BeginAsync(
        IEnumerable<KeyValuePair<TextKey, string>> texts, JobContext context, IEmbedder embedder, CancellationToken interrupt)
    {
        var pass = new EmbeddingPass(context, embedder);
        foreach (var some in texts.DistinctBy(text => text.Key).Chunk(AtOnce))
        {
            var found = await context.Store.VectorsAsync(embedder.Model, Array.ConvertAll(some, text => text.Key), interrupt)
                .ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++)
            {
                // One of another length is none: it would be of another model that calls itself the same.
                if (found[i].Length == embedder.Dimensions)
                {
                    pass._vectors.Add(some[i].Key, found[i]);
                }
                else
                {
                    pass._missing.Add(some[i]);
                }
            }
        }

        return pass;
    }

    /// <summary>Embeds what is missing, call by call.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; what was made until then is kept.</exception>
    public async Task CompleteAsync(long rows, CancellationToken interrupt)
    {
        var done = 0;
        foreach (var some in _missing.Chunk(_embedder.MostTexts))
        {
            Report(rows, done);
            var made = await _embedder.EmbedAsync(Array.ConvertAll(some, text => text.Value), interrupt).ConfigureAwait(false);
            var kept = some
                .Select((text, i) => KeyValuePair.Create(text.Key, (ReadOnlyMemory<Half>)Array.ConvertAll(made[i], value => (Half)value)))
                .ToArray();
            await _context.Store.KeepVectorsAsync(_embedder.Model, kept, _context.Clock.GetUtcNow(), CancellationToken.None)
                .ConfigureAwait(false);
            foreach (var (key, vector) in kept)
            {
                _vectors.Add(key, vector);
            }

            done += some.Length;
        }

        _missing.Clear();
    }

    private void Report(long rows, int done) => _context.Progress?.Report(new JobProgress
    {
        Phase = JobPhase.Embedding,
        Rows = rows,
        EmbeddedTexts = done,
        TextsToEmbed = _missing.Count,
        Elapsed = _context.Elapsed,
    });
}
