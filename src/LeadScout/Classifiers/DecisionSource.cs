using System.Text.Json.Serialization;
using LeadScout.Questions;

namespace LeadScout.Classifiers;

/// <summary>Who decided a text, in the order in which they are asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionSource>))]
public enum DecisionSource
{
    /// <summary>Nobody: the text is undecided, and the decision says why.</summary>
    None = 0,

    /// <summary>A person's answer.</summary>
    Person,

    /// <summary>A teacher's answer that the log already had.</summary>
    Exact,

    /// <summary>A rule of the question.</summary>
    Rule,

    /// <summary>The student, in the teacher's place.</summary>
    Student,

    /// <summary>The teacher, asked now.</summary>
    Teacher,
}
