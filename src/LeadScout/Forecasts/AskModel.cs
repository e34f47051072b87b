namespace LeadScout.Forecasts;

/// <summary>
/// How many texts a job still asks. Without answers: the share of the texts that are not certain to be asked, a logistic regression on the
/// error budget and on how near the texts are to each other. With answers: the plan's own figure (what freezing now would take), raised to
/// a power that lists have in common, for the student goes on learning and its doubts are biased. Bounds: what was left over on lists not
/// fitted to; of few answers beside a long list (<see cref="AreFew"/>) far more was, for they do not show how soon a question becomes easy.
/// </summary>
internal sealed class AskModel(ModelWeights weights)
{
    /// <summary>From so many answers on, they say more than the list does.</summary>
    public const int FewestAnswers = 60;

    /// <summary>
    /// From this share of the texts on, answers tell what the rest takes within a factor of two; below it the longest and easiest lists took
    /// a fifth of what their plans said (bench/results/forecast.md).
    /// </summary>
    public const double TellingShare = 0.08;

    // A call more or less says nothing about a list, so small figures are not compared by their ratio.
    private const double Batch = 20;
    private const double Rim = 0.02;

    /// <summary>The model with the weights that come with the program.</summary>
    public static AskModel BuiltIn { get; } = new(ModelWeights.BuiltIn);

    /// <summary>What an answer to "how many" rests on.</summary>
    public static ForecastBasis BasisOf(ForecastFeatures features) =>
        features.Certain == features.Open
            ? ForecastBasis.Exact
            : features.Stated is not null
            ? ForecastBasis.Audits
            : features.Answers < FewestAnswers
            ? ForecastBasis.List
            : ForecastBasis.Answers;

    /// <summary>Whether there are answers, but beside the list too few to tell.</summary>
    public static bool AreFew(ForecastFeatures features) =>
        BasisOf(features) == ForecastBasis.Answers && features.Answers < TellingShare * (features.Answers + features.Open);

    /// <summary>Texts still to be asked before the answers tell; 0 where nothing is open, or they do.</summary>
    public static long UntilTelling(ForecastFeatures features)
    {
        var telling = Math.Max(FewestAnswers, (long)Math.Ceiling(TellingShare * (features.Answers + features.Open)));
        return BasisOf(features) is ForecastBasis.Exact or ForecastBasis.Audits ? 0 : Math.Clamp(telling - features.Answers, 0, features.Open);
    }

    /// <summary>How many texts will still be asked.</summary>
    public Interval<long> Asks(ForecastFeatures features)
    {
        if (features.Stated is { } stated)
        {
            return stated;
        }

        var point = BasisOf(features) == ForecastBasis.List ? Share(features) : Remaining(features);
        var (low, high) = BasisOf(features) == ForecastBasis.List
            ? (weights.ShareLow, weights.ShareHigh)
            : AreFew(features)
            ? (weights.FewLow, weights.FewHigh)
            : (weights.RemainingLow * Spread(features), weights.RemainingHigh * Spread(features));

        // How many a label's rows are, nobody knows before: the budgets by label may come with the list's own, or take twice the guess.
        return new(
            Texts(point + Math.Min(low, 0), 0), Texts(point, features.ForLabels), Texts(point + Math.Max(high, 0), 2 * features.ForLabels));

        long Texts(double at, double more)
        {
            var texts = BasisOf(features) == ForecastBasis.List
                ? features.Certain + ((features.Open - features.Certain) / (1 + Math.Exp(-at)))
                : Math.Exp(at) - Batch;
            return (long)Math.Clamp(Math.Round(texts + more), features.Certain, features.Open);
        }
    }

    /// <summary>The calls for so many texts.</summary>
    /// <param name="asks">Texts.</param>
    /// <param name="textsPerCall">Texts in one call, on average, as far as packing decides: at least 1.</param>
    public Interval<long> Calls(Interval<long> asks, double textsPerCall)
    {
        return new(Of(asks.Least, weights.CallsLow), Of(asks.Expected, weights.Calls), Of(asks.Most, weights.CallsHigh));

        long Of(long texts, double slack) => Math.Min(texts, (long)Math.Ceiling((texts / textsPerCall * Math.Max(1, slack)) - 1e-9));
    }

    /// <summary>Log odds of the share that will be asked of what is not certain.</summary>
    public double Share(ForecastFeatures features) =>
        weights.Share + (weights.ShareNearness * features.Nearness) + (weights.ShareBudget * LogBudget(features));

    /// <summary>Logarithm of the remaining asks and a batch.</summary>
    public double Remaining(ForecastFeatures features) => weights.Remaining + (weights.RemainingPlanned * LogPlanned(features));

    /// <summary>
    /// How many times as far as at the start of a job the outcome may be from <see cref="Remaining"/>, at least 1: the less is left, the
    /// more a failed audit is beside it.
    /// </summary>
    public static double Spread(ForecastFeatures features)
    {
        var left = Math.Exp(LogPlanned(features));
        return Math.Pow((left + features.Answers) / left, 0.25);
    }

    /// <summary>The sign "error budget".</summary>
    public static double LogBudget(ForecastFeatures features) => Math.Log(Math.Max(features.MaxError, 1e-4));

    /// <summary>The sign "planned": a plan may say that it knows no way, but never takes more than there is.</summary>
    public static double LogPlanned(ForecastFeatures features) => LogTexts(Math.Min(features.Planned, features.Open));

    /// <summary>A number of texts on the scale on which they are compared.</summary>
    public static double LogTexts(double texts) => Math.Log(Batch + texts);

    /// <summary>The log odds that <see cref="Share"/> should have said.</summary>
    public static double ShareOf(ForecastFeatures features, long asks)
    {
        var share = Math.Clamp((double)(asks - features.Certain) / (features.Open - features.Certain), Rim, 1 - Rim);
        return Math.Log(share / (1 - share));
    }
}
