using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Questions;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>What a reply answers: so many items, and one question or several about each. Immutable.</summary>
internal sealed record Asked(int Items, ImmutableArray<LabelMatcher> Questions)
{
    /// <summary>Whether an item has an answer to each of several questions, and not just a label.</summary>
    public bool AreSeveral => Questions.Length > 1;

    /// <summary>The place of the item of this id; -1 if there is none.</summary>
    public int ItemOf(string id) =>
        int.TryParse(id.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Items
            ? number - 1
            : -1;

    /// <summary>Whether this is an item's id.</summary>
    public bool IsItem(string id) => ItemOf(id) >= 0;

    /// <summary>The place of the question of this name, whatever its case; -1 if there is none.</summary>
    public int QuestionOf(string name)
    {
        for (var place = 0; place < Questions.Length; place++)
        {
            if (Questions[place].Question.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>What a value in a label's place says: itself if it is a string, or the label that an object names as such.</summary>
    public Statement Say(int item, int question, ReplyValue value)
    {
        var said = value.Kind switch
        {
            ValueKind.String => value.Text,
            ValueKind.Object when LabelsIn(value).Distinct().ToArray() is [var label] => label,
            _ => null,
        };
        var meant = said is null
            ? Statement.NotAString
            : SaidLabel.IndexOf(said, Questions[question]) is >= 0 and var index
            ? index
            : Statement.NotALabel;
        return new(item, question, meant, said ?? value.Text);
    }

    /// <summary>The label that an object names; null if the value is not a string.</summary>
    public static IEnumerable<string?> LabelsIn(ReplyValue value) => value.Members
        .Where(
            member => member.Name.Equals("label", StringComparison.OrdinalIgnoreCase) || member.Name.Equals("answer", StringComparison.OrdinalIgnoreCase))
        .Select(member => member.Value.Kind == ValueKind.String ? member.Value.Text : null);
}
