using System.Text.Json.Serialization;

namespace LeadScout.Classifiers;

/// <summary>Why a text has no label.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UndecidedReason>))]
public enum UndecidedReason
{
    /// <summary>It has one.</summary>
    None = 0,

    /// <summary>There is no text: nothing was sent.</summary>
    Blank,

    /// <summary>The teacher was asked several times and gave no label of the question.</summary>
    Failed,

    /// <summary>The spending limit was empty first.</summary>
    OutOfMoney,

    /// <summary>The job was stopped before the text's turn.</summary>
    NotAsked,

    /// <summary>The text alone is longer than the model takes, or than the job lets through: nothing was sent.</summary>
    TooLong,

    /// <summary>A cell of the text is a spreadsheet's error, such as <c>#N/A</c>: nothing was sent.</summary>
    CellError,

    /// <summary>A cell of the text is a formula whose result the file does not hold: nothing was sent.</summary>
    NotComputed,

    /// <summary>Not for the job to decide: its row keeps the label that the list had.</summary>
    Kept,
}
