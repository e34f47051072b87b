using System.Text.Json.Serialization;

namespace LeadScout.Answers;

/// <summary>Who gave an answer. Whose counts says <see cref="AnswerPrecedence"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerSource>))]
public enum AnswerSource
{
    /// <summary>The teacher, an LLM.</summary>
    Teacher = 0,

    /// <summary>A person.</summary>
    Person = 1,
}
