using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs.Lists;

namespace LeadScout.Jobs.Planning;

/// <summary>What is put to the teacher at once: the same strands' questions about each text.</summary>
/// <param name="Number">Its place in plan order, from 0.</param>
/// <param name="Steps">At least one; text by text, and within a text strand by strand.</param>
internal sealed record Batch(long Number, ImmutableArray<Step> Steps);

/// <summary>A strand's question about a text.</summary>
/// <param name="Strand">The strand.</param>
/// <param name="Text">The text's index in the strand's <see cref="LeadTexts"/>.</param>
/// <param name="Audit">Set when it is an audit.</param>
internal readonly record struct Step(Strand Strand, int Text, AuditMark? Audit);
