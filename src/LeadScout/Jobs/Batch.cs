using System.Collections.Immutable;

namespace LeadScout.Jobs;

/// <summary>What the plan puts to the teacher at once.</summary>
/// <param name="Number">Its place in plan order, from 0.</param>
/// <param name="Texts">Indexes into the job's <see cref="LeadTexts"/>, all different, at least one.</param>
public sealed record Batch(long Number, ImmutableArray<int> Texts);
