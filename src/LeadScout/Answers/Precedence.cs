using System.Text.Json.Serialization;

namespace LeadScout.Answers;

/// <summary>Which of two contradicting answers counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Precedence>))]
public enum Precedence
{
    /// <summary>The imported one: a person outranks the teacher.</summary>
    IncomingPerson = 0,

    /// <summary>The imported one: the last word of people counts, and it is the last in the log.</summary>
    LastOfPerson,

    /// <summary>The one held: a person outranks the teacher.</summary>
    HeldPerson,

    /// <summary>The one held: a teacher's first word counts.</summary>
    FirstOfTeacher,

    /// <summary>Both: each in jobs with its own teacher.</summary>
    EachTeacher,
}
