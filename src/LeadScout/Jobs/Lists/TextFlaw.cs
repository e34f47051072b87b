using System.Text.Json.Serialization;
using LeadScout.Classifiers;

namespace LeadScout.Jobs.Lists;

/// <summary>What is wrong with a lead's text, so that it is not sent as it stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextFlaw>))]
public enum TextFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One of its cells is a spreadsheet's error, such as <c>#N/A</c>: it is no text to ask about.</summary>
    CellError,

    /// <summary>One of its cells is a formula whose result the file does not hold.</summary>
    NotComputed,

    /// <summary>It is longer than <see cref="JobSettings.MaxText"/>, and is left undecided.</summary>
    TooLong,

    /// <summary>It was longer than <see cref="JobSettings.MaxText"/>; its beginning is asked about.</summary>
    Cut,
}

/// <summary>What flaws mean.</summary>
public static class TextFlaws
{
    /// <summary>Why a text with this flaw is not asked about; null where it is.</summary>
    public static UndecidedReason? Reason(this TextFlaw flaw) => flaw switch
    {
        TextFlaw.CellError => UndecidedReason.CellError,
        TextFlaw.NotComputed => UndecidedReason.NotComputed,
        TextFlaw.TooLong => UndecidedReason.TooLong,
        _ => null,
    };
}
