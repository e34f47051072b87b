using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>What a question file says: the question, and under which names lists carry the lone column it is about.</summary>
/// <param name="Question">The question, its template in the words of the file.</param>
/// <param name="Synonyms">Other names of the template's lone column, likeliest first; empty when the file gives none or the template has
/// several columns.</param>
public sealed record QuestionSource(Question Question, ImmutableArray<string> Synonyms);
