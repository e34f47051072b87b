using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs.Lists;

namespace LeadScout.Jobs.Planning;

/// <summary>What is put to the teacher at once: the same question runs' questions about each text.</summary>
/// <param name="Number">Its place in plan order, from 0.</param>
/// <param name="Asks">At least one; text by text, and within a text question run by question run.</param>
internal sealed record Batch(long Number, ImmutableArray<PlannedAsk> Asks);

/// <summary>A question run's question about a text.</summary>
/// <param name="QuestionRun">The question run.</param>
/// <param name="Text">The text's index in the question run's <see cref="LeadTexts"/>.</param>
/// <param name="Audit">Set when it is an audit.</param>
internal readonly record struct PlannedAsk(QuestionRun QuestionRun, int Text, AuditMark? Audit);
