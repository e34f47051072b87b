using System.Globalization;

namespace LeadScout.StandIn.Faults;

/// <summary>A fault and the share of calls that it hits, in 0..1.</summary>
public sealed record FaultRate(Fault Fault, double Rate)
{
    /// <summary>Reads <c>KIND:RATE</c>.</summary>
    /// <exception cref="FormatException">Not of that form.</exception>
    public static FaultRate Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && double.TryParse(text.AsSpan(colon + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is >= 0 and <= 1
            ? new FaultRate(Fault.Parse(text[..colon]), rate)
            : throw new FormatException(
                $"The fault '{text}' must be written as KIND:RATE with a rate from 0 to 1, as in 429:0.1. Kinds: {Fault.Kinds}.");
    }
}
