using System.Collections.Immutable;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>What a value of a reply is.</summary>
internal enum ValueKind
{
    /// <summary>A string.</summary>
    String,

    /// <summary>A number, true, false, null, or any other word without quotes.</summary>
    Word,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,
}

/// <summary>A JSON value as a model wrote it, whole or not. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The string, or the word; null for objects, arrays, and strings that are no Unicode.</param>
/// <param name="IsWhole">Whether it was read to its end. Of one that was not, the members and elements are those before the damage.</param>
internal sealed record ReplyValue(ValueKind Kind, string? Text, bool IsWhole)
{
    /// <summary>The members of an object in their order, names that occur twice included.</summary>
    public ImmutableArray<(string Name, ReplyValue Value)> Members { get; init; } = [];

    /// <summary>The elements of an array.</summary>
    public ImmutableArray<ReplyValue> Elements { get; init; } = [];

    /// <summary>Whether it shows an object's beginning: a pair that is complete, or an object without any.</summary>
    public bool ShowsAnObject => Kind switch
    {
        ValueKind.Object => IsWhole || !Members.IsEmpty,
        ValueKind.Array => Elements.Any(element => element.ShowsAnObject),
        _ => false,
    };
}
