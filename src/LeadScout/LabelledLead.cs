using System.Text.Json.Serialization;
using LeadScout.Classifiers;

namespace LeadScout;

/// <summary>A record of yours and what was decided about it.</summary>
/// <typeparam name="T">Your record's type.</typeparam>
/// <param name="Lead">Your record.</param>
/// <param name="Label">The label's name; null when undecided.</param>
public sealed record LabelledLead<T>(T Lead, string? Label)
{
    /// <summary>Who decided; <see cref="DecisionSource.None"/> for nobody.</summary>
    public DecisionSource Source { get; init; }

    /// <summary>
    /// 0..1, to three decimals: 1 for the teacher, a person or a rule; for the student its estimate of agreeing with the teacher.
    /// </summary>
    public double Confidence { get; init; }

    /// <summary>Why there is no label; <see cref="UndecidedReason.None"/> where there is one.</summary>
    public UndecidedReason UndecidedReason { get; init; }

    /// <summary>Whether the label is the student's guess (see <see cref="LabelOptions.GuessUndecided"/>), which no certificate covers.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Whether there is a label.</summary>
    [JsonIgnore]
    public bool IsDecided => Label is not null;
}
