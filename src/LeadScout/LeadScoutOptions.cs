using LeadScout.Hints;
using LeadScout.Statistics;

namespace LeadScout;

/// <summary>How a <see cref="LeadScoutClient"/> works. Everything has a default that suits.</summary>
public sealed class LeadScoutOptions
{
    /// <summary>
    /// The most that the client may spend in its lifetime, in US dollars, over all questions, streams and jobs; null for no limit. It is
    /// hard: no call goes out that could pass it. With a limit, the model's price must be known.
    /// </summary>
    public decimal? MaxCostUsd { get; set; }

    /// <summary>The largest share of a stream's rows that may differ from the teacher, from 0 up to, not including, 1; 0.02 by default. With
    /// 0 the teacher is asked about every text.</summary>
    public double MaxError { get; set; } = ErrorBudget.Default.MaxError;

    /// <summary>How sure the certificate is, between 0 and 1; 0.95 by default.</summary>
    public double Confidence { get; set; } = ErrorBudget.Default.Confidence;

    /// <summary>Seed of everything that is drawn by chance; 1 by default.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Texts that share a call at most, 1 to 200; 20 by default.</summary>
    public int RowsPerCall { get; set; } = 20;

    /// <summary>
    /// How long a call that is not full waits for more texts, 0 to 1 minute; 50 ms by default. A single text waits only while other calls
    /// are out, a stream while its source is silent.
    /// </summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The most calls out at once for a question, 1 to 256; 8 by default.</summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>
    /// How long a teacher is waited for that says it will be back (too many requests, a model that loads), from its last answer on; null
    /// for ten minutes.
    /// </summary>
    public TimeSpan? Patience { get; set; }

    /// <summary>
    /// What embeds texts that are decided one by one and in streams, so that the student sees what they mean; null for nothing. Every text that
    /// no answer and no rule decides goes to it, and, when a question is opened, each answered text that it has not embedded yet. Where it
    /// fails the teacher is asked. It stays yours to dispose of. Jobs have their own: <see cref="LabelOptions.Embedder"/>.
    /// </summary>
    public IEmbedder? Embedder { get; set; }

    internal ErrorBudget Budget => new(MaxError, Confidence);
}
