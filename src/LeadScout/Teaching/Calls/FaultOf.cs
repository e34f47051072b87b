using System.Text.Json.Serialization;

namespace LeadScout.Teaching.Calls;

/// <summary>Whose fault it was that a text was given up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultOf>))]
public enum FaultOf
{
    /// <summary>The text's own: asking again would come to the same.</summary>
    Text,

    /// <summary>The service's: it broke on these texts while it served others. The job asks again when it is run again.</summary>
    Service,

    /// <summary>
    /// Nobody knows: the service refused several requests in a row. If that is what stopped the job, it asks again when it is run again.
    /// </summary>
    Unknown,
}
