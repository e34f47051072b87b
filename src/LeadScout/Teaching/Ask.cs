using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Teaching;

/// <summary>What one call puts to the teacher: every question about every text. Text i is the item with the id i + 1 on the wire.</summary>
/// <param name="Questions">The questions, of different names, at least one.</param>
/// <param name="Texts">The texts, all different, at least one.</param>
public sealed record Ask(ImmutableArray<Question> Questions, ImmutableArray<string> Texts)
{
    /// <summary>One question about one or more texts.</summary>
    public Ask(Question question, ImmutableArray<string> texts)
        : this([question], texts)
    {
    }

    /// <summary>
    /// Output tokens that the reply may take for thoughts; null for as many as the teacher usually leaves. A limit of the call, not part of
    /// what is asked.
    /// </summary>
    public int? ThinkingRoom { get; init; }

    /// <summary>How many answers it wants: those to all questions about the first text, then those about the second, and so on.</summary>
    public int AnswerCount => Questions.Length * Texts.Length;

    /// <summary>The question that the answer at a place is to.</summary>
    public Question QuestionAt(int place) => Questions[place % Questions.Length];

    /// <summary>The text that the answer at a place is about.</summary>
    public string TextAt(int place) => Texts[place / Questions.Length];
}
