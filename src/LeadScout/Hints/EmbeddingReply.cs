using LeadScout.Teaching;

namespace LeadScout.Hints;

/// <summary>What came of one call to an embedder.</summary>
public sealed record EmbeddingReply
{
    /// <summary>The vectors of the texts, in their order; none when <see cref="Fault"/> is set.</summary>
    public IReadOnlyList<float[]> Vectors { get; init; } = [];

    /// <summary>What the provider counted; where it did not say, our own estimate.</summary>
    public Usage Usage { get; init; }

    /// <summary>Whether the provider counted at all.</summary>
    public bool UsageKnown { get; init; } = true;

    /// <summary>Set when the call as a whole went wrong.</summary>
    public TeacherFault? Fault { get; init; }

    /// <summary>What that says about the bill: a fault that used nothing was refused before any work.</summary>
    public Billing Billing =>
        !UsageKnown ? Billing.PossiblyBilled : Fault is not null && Usage == default ? Billing.NotBilled : Billing.Measured;
}
