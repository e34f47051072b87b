using System.Collections.Immutable;
using System.Globalization;

namespace LeadScout.Statistics;

/// <summary>What the audits of a job prove about the share of rows that differ from the teacher.</summary>
public sealed record Certificate
{
    /// <summary>The budget it was made for.</summary>
    public required ErrorBudget Budget { get; init; }

    /// <summary>With the budget's confidence, at most this share of rows differs from what the teacher would have said; 0..1.</summary>
    public required double UpperBound { get; init; }

    /// <summary>Texts audited.</summary>
    public required int Audits { get; init; }

    /// <summary>Audited texts where the student had differed; they are corrected in the result.</summary>
    public required int AuditErrors { get; init; }

    /// <summary>
    /// What is proven about each label, in the question's order: all of them together hold at the budget's confidence, by an error
    /// probability of their own beside the list's. Empty in reports of earlier versions.
    /// </summary>
    public ImmutableArray<LabelCertificate> Labels { get => field.IsDefault ? [] : field; init; }

    /// <summary>Whether the bound is inside the budget, and every budget by label is proven.</summary>
    public bool Holds => UpperBound <= Budget.MaxError && Labels.All(label => label.Holds);

    /// <summary>Whether all that it says is the same.</summary>
    public bool Equals(Certificate? other) => other is not null && Labels.SequenceEqual(other.Labels)
        && (Budget, UpperBound, Audits, AuditErrors) == (other.Budget, other.UpperBound, other.Audits, other.AuditErrors);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Budget, UpperBound, Audits, AuditErrors, Labels.Length);

    /// <summary>In a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"At most {UpperBound:0.##%} of rows differ from the LLM, with {Budget.Confidence:0.##%} confidence: {(Holds ? "inside" : "outside")} "
        + $"the {Budget.MaxError:0.##%} allowed ({Audits} audits, {AuditErrors} wrong).");
}
