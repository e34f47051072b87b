using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;

namespace LeadScout.Server.Questions;

/// <summary>A question that can be asked here.</summary>
/// <param name="Source">The question, and what its columns may be called.</param>
/// <param name="Yaml">As written.</param>
/// <param name="IsBuiltIn">Whether it came along.</param>
public sealed record KnownQuestion(QuestionSource Source, string Yaml, bool IsBuiltIn)
{
    /// <summary>The question.</summary>
    public Question Question => Source.Question;
}
