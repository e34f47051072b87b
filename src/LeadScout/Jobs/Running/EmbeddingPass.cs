using LeadScout.Hints;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;

namespace LeadScout.Jobs.Running;

/// <summary>
/// Finds the vectors of a job's texts: those that the store has, and for the others what the embedder makes of them, which is kept before it
/// is used. What counts is what was kept, so a resumed job, or another machine with this store, sees the same vectors to the bit.
/// </summary>
internal sealed class EmbeddingPass
{
    private const int AtOnce = 1000;
    private const int MostUnkept = 8_000_000; // numbers of vectors, two bytes each: a shared store takes them in one statement
    private static readonly TimeSpan LongestUnkept = TimeSpan.FromSeconds(5); // what a crash costs at most, beside the call under way
    private readonly JobContext _context;
    private readonly IEmbedder _embedder;
    private readonly Dictionary<TextKey, ReadOnlyMemory<Half>> _vectors = [];
    private readonly List<KeyValuePair<TextKey, string>> _missing = [];
    private int? _dimensions;

    private EmbeddingPass(JobContext context, IEmbedder embedder) =>
        (_context, _embedder, _dimensions) = (context, embedder, embedder.Dimensions);

    /// <summary>How many texts have no vector yet.</summary>
    public int Missing => _missing.Count;

    /// <summary>What is to be embedded; null for nothing.</summary>
    public EmbeddingNeed? Need { get; private set; }

    /// <summary>What is known by now.</summary>
    public JobVectors Vectors => new(_dimensions ?? 0, _vectors);

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
                pass.Take(some[i], found[i]);
            }
        }

        pass.Need = pass.NeedNow();
        return pass;
    }

    /// <summary>Embeds what is missing, call by call.</summary>
    /// <param name="rows">Leads in the list, for the progress.</param>
    /// <param name="spending">What may be spent.</param>
    /// <param name="waiting">Told what a service is being waited for.</param>
    /// <param name="interrupt">The wish to stop; what was made until then is kept.</param>
    /// <returns>Why it stopped; null when nothing is missing any more.</returns>
    public async Task<AskStop?> CompleteAsync(
        long rows, SpendingLimit spending, Action<TeacherWait?> waiting, CancellationToken interrupt)
    {
        if (spending.Left is { } left && Need?.Cost > left)
        {
            return new AskStop(
                AskStopKind.OutOfMoney,
                $"Embedding {Need.Texts} texts by {Need.Model} costs about {Need.Cost}, and the spending limit of {spending.Limit} leaves {left}. "
                + "Nothing was sent for it. Raise the limit, or leave the embeddings out.");
        }

        var stop = _embedder.SentTo is null
            ? await EmbedHereAsync(rows, interrupt).ConfigureAwait(false)
            : await EmbedThereAsync(rows, spending, waiting, interrupt).ConfigureAwait(false);
        _missing.RemoveAll(text => _vectors.ContainsKey(text.Key));
        _missing.TrimExcess();
        Need = NeedNow();
        return stop;
    }

    private void Take(KeyValuePair<TextKey, string> text, ReadOnlyMemory<Half> vector)
    {
        _dimensions ??= vector.IsEmpty ? null : vector.Length;

        // One of another length is none: it would be of another model that calls itself the same.
        if (!vector.IsEmpty && vector.Length == _dimensions)
        {
            _vectors.Add(text.Key, vector);
        }
        else
        {
            _missing.Add(text);
        }
    }

    private EmbeddingNeed? NeedNow() =>
        EmbeddingNeed.Of(_embedder, [.. _missing.Select(text => text.Value)], _context.Store.Keys.Fingerprint is not null);

    /// <summary>
    /// Keeps the vectors of many calls in one go: a long list's keys lie anywhere in the store, and every transaction writes what it touches
    /// anew.
    /// </summary>
    private async Task<AskStop?> EmbedHereAsync(long rows, CancellationToken interrupt)
    {
        var made = new List<KeyValuePair<TextKey, ReadOnlyMemory<Half>>>();
        var (done, keptAt) = (0, _context.Clock.GetTimestamp());
        try
        {
            foreach (var some in _missing.Chunk(_embedder.MostTexts))
            {
                Report(rows, done);
                var (vectors, fault) = await HomeEmbedding.MakeAsync(_embedder, some, _dimensions, interrupt).ConfigureAwait(false);
                if (fault is not null)
                {
                    return new AskStop(AskStopKind.TeacherUnavailable, fault);
                }

                made.AddRange(vectors);
                _dimensions ??= vectors[0].Value.Length;
                done += some.Length;
                if ((long)made.Count * _dimensions >= MostUnkept || _context.Clock.GetElapsedTime(keptAt) >= LongestUnkept)
                {
                    await KeepAsync(made).ConfigureAwait(false);
                    keptAt = _context.Clock.GetTimestamp();
                }
            }
        }
        finally
        {
            await KeepAsync(made).ConfigureAwait(false);
        }

        return null;
    }

    private async Task KeepAsync(List<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> made)
    {
        if (made.Count == 0)
        {
            return;
        }

        KeyValuePair<TextKey, ReadOnlyMemory<Half>>[] kept = [.. made];
        made.Clear(); // whether or not the store can keep them: it is asked once
        await _context.Store.KeepVectorsAsync(_embedder.Model, kept, _context.Clock.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        Add(kept);
    }

    private async Task<AskStop?> EmbedThereAsync(
        long rows, SpendingLimit spending, Action<TeacherWait?> waiting, CancellationToken interrupt)
    {
        var settings = _context.Request.Settings;
        var tools = new EmbeddingContext(
            _embedder,
            _context.Job.Id,
            _context.Store,
            spending,
            new AskServiceOptions
            {
                Concurrency = settings.Concurrency,
                Retry = _context.Retry with { Seed = settings.Seed },
                Clock = _context.Clock,
                Limits = _context.Limits ?? new RateLimits(),
                Shared = _context.Shared,
                Waiting = waiting,
            })
        { Epoch = _context.Job.Epoch };
        if (_dimensions is { } known)
        {
            tools.Expect(known);
        }

        var ledger = await _context.Store.CallsAsync(_context.Job.Id, CancellationToken.None).ConfigureAwait(false);
        var first = ledger.Where(line => line.Intent.Batch.Kind == BatchKind.Embedding)
            .Select(line => line.Intent.Batch.Next())
            .DefaultIfEmpty(BatchId.OfEmbedding(0))
            .MaxBy(batch => batch.Number);
        var done = 0;
        Report(rows, done);
        return await new EmbeddingBatches(tools, settings.Concurrency).RunAsync(
            _missing,
            first,
            made =>
            {
                Add(made);
                done += made.Count;
                Report(rows, done, spending);
            },
            interrupt).ConfigureAwait(false);
    }

    private void Add(IEnumerable<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> made)
    {
        foreach (var (key, vector) in made)
        {
            _dimensions ??= vector.Length;
            _vectors[key] = vector;
        }
    }

    private void Report(long rows, int done, SpendingLimit? spending = null) => _context.Progress?.Report(new JobProgress
    {
        Phase = JobPhase.Embedding,
        Rows = rows,
        EmbeddedTexts = done,
        TextsToEmbed = _missing.Count,
        Spent = spending?.Spent,
        Elapsed = _context.Elapsed,
    });
}
