using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>What tells an ask from all others of a request: which question it is, about which text.</summary>
/// <param name="Question">The question's version; no two questions of a job share one.</param>
/// <param name="Text">The text's key.</param>
public readonly record struct AskId(QuestionVersion Question, TextKey Text);
