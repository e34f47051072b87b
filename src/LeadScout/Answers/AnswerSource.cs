namespace LeadScout.Answers;

/// <summary>Who gave an answer. A person outranks the teacher.</summary>
public enum AnswerSource
{
    /// <summary>The teacher, an LLM.</summary>
    Teacher = 0,

    /// <summary>A person.</summary>
    Person = 1,
}
