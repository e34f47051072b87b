using LeadScout.Teaching;

namespace LeadScout.Forecasts;

/// <summary>
/// What is still to be asked in a job, and what that will cost. An estimate, not a promise: the certificate rests on none of it.
/// </summary>
public sealed record Forecast
{
    /// <summary>
    /// The share of jobs, 0..1, whose asks stayed inside the bounds when this was measured on lists that it was not fitted to.
    /// </summary>
    public const double Coverage = 0.8;

    // A probe of so many texts says something of any list.
    private const int UsualProbe = 100;

    // Bounds further apart than this, and the middle may be off by as much.
    private const int Apart = 2;

    /// <summary>What it rests on.</summary>
    public required ForecastBasis Basis { get; init; }

    /// <summary>Texts still to be put to the teacher, audits included.</summary>
    public required Interval<long> Asks { get; init; }

    /// <summary>
    /// Texts that are to be embedded and are not yet: the forecast is by words alone, and what texts mean may save nothing or half of the asks.
    /// 0 where texts are not embedded, and where all of them are.
    /// </summary>
    public int TextsToEmbed { get; init; }

    /// <summary>
    /// Whether only more answers can tell: texts are not embedded yet; or there are no answers yet, or few beside the list, and the job may ask
    /// one number of texts, or more than twice as many. What is expected is a middle then, and says nothing.
    /// </summary>
    public bool NeedsProbe => IsByWordsAlone || IsWide;

    /// <summary>Texts of a probe that can tell: those to be asked before what is expected is within a factor of two; 0 where it is.</summary>
    public long ProbeTexts => IsWide ? UntilTelling : IsByWordsAlone ? Math.Min(UsualProbe, Asks.Most) : 0;

    private bool IsByWordsAlone => TextsToEmbed > 0 && !Asks.IsExact;

    private bool IsWide => UntilTelling > 0 && Basis is (ForecastBasis.List or ForecastBasis.Answers) && Asks.Most > Apart * Asks.Least;

    /// <summary>Calls that they will take; retries not included.</summary>
    public required Interval<long> Calls { get; init; }

    /// <summary>Input tokens of those calls, by the teacher's own estimate; no prompt cache assumed.</summary>
    public required Interval<long> InputTokens { get; init; }

    /// <summary>Output tokens of those calls, what the model thinks included as far as <see cref="Thinking"/> knows of it.</summary>
    public required Interval<long> OutputTokens { get; init; }

    /// <summary>Money for those calls; null when the price is unknown.</summary>
    public required Interval<Money>? Cost { get; init; }

    /// <summary>Of the expected texts, those that budgets by label will probably take beside the list's own; 0 without any.</summary>
    public long AsksForLabels { get; init; }

    /// <summary>What the tokens of thought among them rest on.</summary>
    public ThinkingBasis Thinking { get; init; }

    /// <summary>Texts still to be asked before the answers tell, see <see cref="AskModel.UntilTelling"/>.</summary>
    internal long UntilTelling { get; init; }

    /// <summary>What the plan said.</summary>
    internal ForecastFeatures ForecastFeatures { get; init; } = ForecastFeatures.Nothing;

    /// <summary>What its calls use.</summary>
    internal CallTokens Tokens { get; init; }
}
