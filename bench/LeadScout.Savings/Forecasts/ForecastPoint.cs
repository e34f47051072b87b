using LeadScout.Forecasts;

namespace LeadScout.Savings.Forecasts;

/// <summary>What was known at one moment of a job, and what it came to in the end.</summary>
/// <param name="List">The list.</param>
/// <param name="Moment">When.</param>
/// <param name="Asked">Texts asked until then.</param>
/// <param name="ForecastFeatures">What the plan said.</param>
/// <param name="Tokens">What its calls use.</param>
/// <param name="AsksLeft">Texts asked from then on.</param>
/// <param name="CallsLeft">Calls made from then on.</param>
/// <param name="DollarsLeft">What those cost.</param>
internal sealed record ForecastPoint(
    ForecastList List, Moment Moment, int Asked, ForecastFeatures ForecastFeatures, CallTokens Tokens, int AsksLeft, int CallsLeft,
    decimal DollarsLeft)
{
    /// <summary>What the forecast rests on.</summary>
    public ForecastBasis Basis => AskModel.BasisOf(ForecastFeatures);

    /// <summary>Texts asked by the whole job.</summary>
    public int Total => Asked + AsksLeft;

    /// <summary>How much of the job was done, 0..1.</summary>
    public double Done => Total == 0 ? 1 : (double)Asked / Total;
}

/// <summary>Moments of a job.</summary>
internal enum Moment
{
    /// <summary>Nothing asked.</summary>
    Before,

    /// <summary>After a probe of the job's first call.</summary>
    FirstCall,

    /// <summary>After a probe of 100 texts.</summary>
    Probe100,

    /// <summary>After a probe of 200 texts.</summary>
    Probe200,

    /// <summary>While the job runs.</summary>
    Live,
}
