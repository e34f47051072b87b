using LeadScout.Answers;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Hints;

/// <summary>What all calls to one embedder for one job share. Thread-safe.</summary>
/// <param name="embedder">Who embeds.</param>
/// <param name="job">The job it is for; null for texts outside any job.</param>
/// <param name="journal">Where calls are journaled and vectors committed.</param>
/// <param name="spending">What may be spent.</param>
/// <param name="options">Concurrency, rates, retries, and the time.</param>
internal sealed class EmbeddingContext(
    IEmbedder embedder, JobId? job, ICallJournal journal, SpendingLimit spending, AskServiceOptions options)
{
    private readonly Lock _lock = new();
    private int? _dimensions = embedder.Dimensions;

    public IEmbedder Embedder => embedder;

    public JobId? Job => job;

    /// <summary>The epoch of the job's lease; null outside any job.</summary>
    public long? Epoch { get; init; }

    public ICallJournal Journal => journal;

    public CallGate Gate { get; } = new(embedder.Model, spending, options);

    public RetryPolicy Retry => options.Retry;

    public TimeProvider Clock => options.Clock;

    /// <summary>The most that a call can cost; null when the price is unknown.</summary>
    public Money? CeilingOf(IEnumerable<string> texts) => embedder.Price?.Of(new Usage(texts.Sum(embedder.MostTokens), 0, 0));

    /// <summary>
    /// What is wrong with the vectors of a reply, or null. The first that is right says how long all others are.
    /// </summary>
    public string? FaultOf(EmbeddingReply reply, int texts)
    {
        lock (_lock)
        {
            var fault = VectorCheck.FaultOf(reply.Vectors, texts, _dimensions);
            _dimensions ??= fault is null ? reply.Vectors[0].Length : null;
            return fault;
        }
    }

    /// <summary>Says how long the vectors are that are kept already: those to come must be as long.</summary>
    public void Expect(int dimensions)
    {
        lock (_lock)
        {
            _dimensions ??= dimensions;
        }
    }
}
