using System.Text.Json.Serialization;

namespace LeadScout.Teaching;

/// <summary>What is known of a call's bill. The classes are never added up into one figure that looks measured.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Billing>))]
public enum Billing
{
    /// <summary>Refused before any work, or never sent: it costs nothing.</summary>
    NotBilled = 0,

    /// <summary>The service said what it counted.</summary>
    Measured,

    /// <summary>
    /// It may have been billed, and nobody said how much: it counts against the spending limit at the most that it can cost.
    /// </summary>
    PossiblyBilled,
}
