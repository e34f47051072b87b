using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>What a reply has said about each item so far. Two different answers to one item are none. Not thread-safe.</summary>
internal sealed class Heard(int count, LabelMatcher labels)
{
    private const int Missing = -1;
    private const int NotALabel = -2;
    private const int NotAString = -3;
    private const int Contradictory = -4;

    private readonly int[] _said = [.. Enumerable.Repeat(Missing, count)];

    /// <summary>Whether something was said about every item.</summary>
    public bool All => !_said.Contains(Missing);

    /// <summary>One for each item, in order.</summary>
    public ImmutableArray<ItemReply> Items => [.. _said.Select(ItemOf)];

    /// <summary>Takes in a pair.</summary>
    /// <param name="id">The item's id as the reply has it.</param>
    /// <param name="label">The label as the reply has it; null for what is no label in form.</param>
    /// <returns>Whether there is such an item.</returns>
    public bool Note(string id, string? label)
    {
        if (!int.TryParse(id.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > count)
        {
            return false;
        }

        var meant = label is null ? NotAString : labels.IndexOf(label) is >= 0 and var index ? index : NotALabel;
        ref var said = ref _said[number - 1];
        said = said == Missing || said == meant ? meant : Contradictory;
        return true;
    }

    private static ItemReply ItemOf(int said) => said switch
    {
        Missing => ItemReply.Unanswered("missing from the reply"),
        NotALabel => ItemReply.Unanswered("not one of the labels"),
        NotAString => ItemReply.Unanswered("not a label but another kind of value"),
        Contradictory => ItemReply.Unanswered("two different answers in one reply"),
        _ => ItemReply.Answered(said),
    };
}
