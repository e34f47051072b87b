using LeadScout.Questions;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>What a reply says once about an item and a question.</summary>
/// <param name="Item">The item's place, from 0.</param>
/// <param name="Question">The question's place, from 0.</param>
/// <param name="Meant">The label's index, or why there is none: one of <see cref="NotALabel"/>, <see cref="NotAString"/> and
/// <see cref="Contradictory"/>.</param>
/// <param name="Said">What the reply has in the label's place; null for an object without a label, and an array.</param>
internal readonly record struct Statement(int Item, int Question, int Meant, string? Said)
{
    public const int NotALabel = -2;
    public const int NotAString = -3;
    public const int Contradictory = -4;

    /// <summary>Whether two statements are about the same item and question.</summary>
    public bool IsAbout(int item, int question) => Item == item && Question == question;
}
