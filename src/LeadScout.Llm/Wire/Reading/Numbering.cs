using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Texts;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>How a reply numbers the items. One that counts from 0 gives each item its neighbour's label.</summary>
internal static class Numbering
{
    /// <summary>Whether there is an item 0, which nobody asked about.</summary>
    public static bool IsFromNought(IEnumerable<ReplyValue> values) => values.SelectMany(In).Contains(0);

    private static IEnumerable<int> In(ReplyValue value) => value.Kind switch
    {
        ValueKind.Array => value.Elements.SelectMany(In),
        ValueKind.Object =>
            value.Members.Where(member => !Sections.IsThought(member.Name)).SelectMany(member => Of(member.Name, member.Value)),
        ValueKind.String when value.Text?.TrimStart() is ['{' or '[', ..] && ReplyReader.Whole(value.Text) is { } quoted => In(quoted),
        _ => [],
    };

    // A number's value may be a count or a share of anything: "scores":{"0":0.2,"1":0.8}.
    private static int[] Of(string name, ReplyValue value) =>
        name == "id" ? Numbers(value.Text) : value.Kind == ValueKind.Word ? [] : [.. Numbers(name), .. In(value)];

    private static int[] Numbers(string? text) =>
        int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [number] : [];
}
