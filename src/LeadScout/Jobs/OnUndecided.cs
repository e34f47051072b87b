using System.Text.Json.Serialization;

namespace LeadScout.Jobs;

/// <summary>What stands in the label column of a row that could not be decided.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnUndecided>))]
public enum OnUndecided
{
    /// <summary>Nothing.</summary>
    Blank = 0,

    /// <summary>The student's guess, its source marked as uncertified.</summary>
    Guess,
}
