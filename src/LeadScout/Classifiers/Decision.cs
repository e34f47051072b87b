using System.Text.Json.Serialization;
using LeadScout.Questions;

namespace LeadScout.Classifiers;

/// <summary>What was decided about a text: a label of the question and who gave it, or the reason why there is none.</summary>
[JsonConverter(typeof(DecisionJsonConverter))]
public readonly record struct Decision
{
    private Decision(int label, DecisionSource source, double confidence, UndecidedReason reason)
    {
        Label = label;
        Source = source;
        Confidence = confidence;
        Reason = reason;
    }

    /// <summary>The label's index in the question, or -1 when undecided.</summary>
    public int Label { get; }

    /// <summary>Who decided; <see cref="DecisionSource.None"/> when undecided.</summary>
    public DecisionSource Source { get; }

    /// <summary>0..1: 1 for the teacher, a person or a rule; for the student its estimate of agreeing with the teacher.</summary>
    public double Confidence { get; }

    /// <summary>Why it is undecided; <see cref="UndecidedReason.None"/> otherwise.</summary>
    public UndecidedReason Reason { get; }

    /// <summary>Whether there is a label.</summary>
    public bool IsDecided => Source != DecisionSource.None;

    /// <summary>A decision by someone whose word counts as it is.</summary>
    public static Decision By(DecisionSource source, int label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        return source is DecisionSource.None or DecisionSource.Student
            ? throw new ArgumentOutOfRangeException(nameof(source), source, "The student states a confidence; nobody decides nothing.")
            : new Decision(label, source, 1, UndecidedReason.None);
    }

    /// <summary>A decision by the student.</summary>
    public static Decision ByStudent(int label, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        return confidence is >= 0 and <= 1
            ? new Decision(label, DecisionSource.Student, confidence, UndecidedReason.None)
            : throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is from 0 to 1.");
    }

    /// <summary>No decision.</summary>
    public static Decision Undecided(UndecidedReason reason) =>
        reason == UndecidedReason.None
            ? throw new ArgumentOutOfRangeException(nameof(reason), reason, "An undecided text has a reason.")
            : new Decision(-1, DecisionSource.None, 0, reason);
}
