using LeadScout.ActiveLearning;

namespace LeadScout.Forecasts;

/// <summary>What a plan can say about how much it still has to ask.</summary>
internal sealed record ForecastFeatures
{
    /// <summary>Nothing is left.</summary>
    public static ForecastFeatures Nothing { get; } = new() { Open = 0, Certain = 0, IsInListOrder = true };

    /// <summary>Texts that have no answer and no decision yet, those in flight included: the most that can be asked.</summary>
    public required long Open { get; init; }

    /// <summary>Those of them that will be asked whatever the answers are; at most <see cref="Open"/>.</summary>
    public required long Certain { get; init; }

    /// <summary>Texts in one call, on average, as far as packing decides; at least 1.</summary>
    public double TextsPerCall { get; init; } = 1;

    /// <summary>
    /// Whether the open texts are asked one after another, whatever the answers are: then every call is as full as packing allows.
    /// </summary>
    public bool IsInListOrder { get; init; }

    /// <summary>Texts whose answers the student has learnt.</summary>
    public int Answers { get; init; }

    /// <summary>
    /// Texts that freezing the student now would still take (see <see cref="ActiveLearning.AuditPlan"/>), those in flight included.
    /// </summary>
    public double Planned { get; init; }

    /// <summary>Texts that budgets by label will probably take beside <see cref="Planned"/>; 0 without any.</summary>
    public double ForLabels { get; init; }

    /// <summary>Mean cosine, 0..1, of the open texts to the nearest other text of the list.</summary>
    public double Nearness { get; init; }

    /// <summary>What the plan itself says about how many texts it will ask; null where it leaves that to the model.</summary>
    public Interval<long>? Stated { get; init; }

    /// <summary>The largest share of rows that may differ.</summary>
    public double MaxError { get; init; }
}
