using LeadScout.Texts;

namespace LeadScout.Questions;

/// <summary>A version as its 32 hexadecimal digits.</summary>
public sealed class QuestionVersionJsonConverter : TextJsonConverter<QuestionVersion>
{
    /// <inheritdoc/>
    protected override QuestionVersion Parse(string text) => QuestionVersion.Parse(text);
}
