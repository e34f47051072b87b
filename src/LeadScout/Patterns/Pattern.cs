using System.Collections.Immutable;
using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>A feature of answered texts with its evidence and its track record, as they stand at one moment.</summary>
public sealed record Pattern
{
    /// <summary>Most entries of <see cref="Origins"/>.</summary>
    public const int MostOrigins = 100;

    /// <summary>The feature's readable name, such as <c>word:vertrieb</c>; the student knows it by the same.</summary>
    public required string Name { get; init; }

    /// <summary>What the feature looks at.</summary>
    public required FeatureKind Kind { get; init; }

    /// <summary>Number of answered texts that carry it, each counted once.</summary>
    public required int Texts { get; init; }

    /// <summary>By index of the question's labels: how many of these texts have that answer; the sum is <see cref="Texts"/>.</summary>
    public required ImmutableArray<int> Answers { get; init; }

    /// <summary>
    /// Positions in the log of the answers it came from, rising: the first <see cref="MostOrigins"/> of <see cref="Texts"/>.
    /// </summary>
    public required ImmutableArray<long> Origins { get; init; }

    /// <summary>The jobs in which it helped to decide texts, by id.</summary>
    public required ImmutableArray<AppliedPattern> Applied { get; init; }

    /// <summary>Texts that it helped to decide, over all jobs taken in; a text that two jobs decided counts twice.</summary>
    public int AppliedTexts => Applied.Sum(applied => applied.Texts);

    /// <summary>Rows of these texts.</summary>
    public long AppliedRows => Applied.Sum(applied => applied.Rows);

    /// <summary>Audits in which the student had said what the pattern speaks for, and the teacher said the same.</summary>
    public required int Confirmed { get; init; }

    /// <summary>Audits in which the student had said what the pattern speaks for, and the teacher said otherwise.</summary>
    public required int Contradicted { get; init; }

    /// <summary>The verdict that took it out of the student, if one stands.</summary>
    public PatternVerdict? Retired { get; init; }
}
