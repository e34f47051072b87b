using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Teaching;

/// <summary>What one call puts to the teacher: a question about one or more texts. Item i goes by the id i + 1 on the wire.</summary>
/// <param name="Question">The question.</param>
/// <param name="Texts">The texts, all different, at least one.</param>
public sealed record Ask(Question Question, ImmutableArray<string> Texts);
