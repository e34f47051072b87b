using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching;

namespace LeadScout;

/// <summary>How a job goes about a list of your own records. Everything has a default that suits.</summary>
/// <remarks>
/// All but <see cref="MaxCostUsd"/>, <see cref="GuessUndecided"/> and <see cref="RetryFailed"/> belong to the job's identity: with another
/// error budget it is another job. Answers are shared by all jobs all the same.
/// </remarks>
public sealed class LabelOptions
{
    /// <summary>The largest share of rows that may differ from the teacher, from 0 up to, not including, 1; 0.02 by default.</summary>
    public double MaxError { get; set; } = ErrorBudget.Default.MaxError;

    /// <summary>
    /// What is to be proven about single labels beside, as in <c>new LabelBudget("Sales", MaxError: 0.01, MinRecall: 0.95)</c>; empty by
    /// default. More is asked where that takes it.
    /// </summary>
    public IList<LabelBudget> LabelBudgets { get; } = [];

    /// <summary>How sure the certificate is, between 0 and 1; 0.95 by default.</summary>
    public double Confidence { get; set; } = ErrorBudget.Default.Confidence;

    /// <summary>
    /// The most that this job may spend over all its runs, in US dollars; null for no limit but the client's. A job that it has stopped goes
    /// on with a higher one.
    /// </summary>
    public decimal? MaxCostUsd { get; set; }

    /// <summary>Texts in one call, 1 to 200; 20 by default.</summary>
    public int RowsPerCall { get; set; } = 20;

    /// <summary>Calls in flight, 1 to 256; 8 by default.</summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>Seed of everything that is drawn by chance; 1 by default.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Characters of a text at most, at least 1; 2,000 by default. Of longer ones the beginning is asked about.</summary>
    public int MaxTextLength { get; set; } = JobSettings.DefaultMaxText;

    /// <summary>
    /// What embeds the records' texts, so that the student sees what they mean; null for nothing. All distinct texts go to it, those too that
    /// the teacher is never asked about. It stays yours to dispose of.
    /// </summary>
    public IEmbedder? Embedder { get; set; }

    /// <summary>Whether records that stay undecided get the student's guess, marked as such: no certificate covers it.</summary>
    public bool GuessUndecided { get; set; }

    /// <summary>Whether texts that earlier runs of the job gave up are asked again.</summary>
    public bool RetryFailed { get; set; }

    /// <summary>As a job has them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not allowed.</exception>
    internal JobSettings ToSettings() => new()
    {
        Budget = new ErrorBudget(MaxError, Confidence),
        LabelBudgets = [.. LabelBudgets],
        MaxCost = MaxCostUsd switch
        {
            null => null,
            >= 0 and var dollars => Money.OfDollars(dollars),
            _ => throw new ArgumentOutOfRangeException(nameof(MaxCostUsd), MaxCostUsd, "The spending limit: US dollars from 0."),
        },
        RowsPerCall = RowsPerCall,
        Concurrency = Concurrency,
        Seed = Seed,
        MaxText = MaxTextLength >= 1
            ? MaxTextLength
            : throw new ArgumentOutOfRangeException(nameof(MaxTextLength), MaxTextLength, "The longest text: at least 1 character."),
        OnUndecided = GuessUndecided ? OnUndecided.Guess : OnUndecided.Blank,
    };
}
