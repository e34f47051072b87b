using System.Collections.Immutable;
using LeadScout.Answers;

namespace LeadScout.Jobs;

/// <summary>What the plan puts to the teacher at once.</summary>
/// <param name="Number">Its place in plan order, from 0.</param>
/// <param name="Texts">Indexes into the job's <see cref="LeadTexts"/>, all different, at least one.</param>
internal sealed record Batch(long Number, ImmutableArray<int> Texts)
{
    /// <summary>By place in <see cref="Texts"/>: set for texts that are audits; empty when none is.</summary>
    public ImmutableArray<AuditMark?> Audits { get; init; } = [];

    /// <summary>The audit mark of the text at a place in <see cref="Texts"/>, if it is an audit.</summary>
    public AuditMark? AuditOf(int place) => Audits.IsEmpty ? null : Audits[place];
}
