using LeadScout.Answers;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// A text that a plan wants to ask about. Light, because a plan may propose all texts of a long list at once: it becomes a
/// <see cref="Teaching.Asking.PlannedAsk"/> when its turn to be asked comes.
/// </summary>
/// <param name="Text">The text's index in the question run's <see cref="Lists.LeadTexts"/>.</param>
/// <param name="Audit">Set when it is an audit.</param>
internal readonly record struct Proposal(TextIndex Text, AuditMark? Audit = null);
