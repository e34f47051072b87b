using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// A text of the list whose answer is known. Put into a call it costs its tokens, and shows whether another text of the call has talked the
/// teacher round: then it is answered otherwise than before.
/// </summary>
/// <param name="Key">The text's key.</param>
/// <param name="Text">The text as it stood in the list.</param>
/// <param name="Labels">By question: the index of the known label.</param>
internal sealed record Canary(TextKey Key, string Text, IReadOnlyDictionary<QuestionVersion, int> Labels);
