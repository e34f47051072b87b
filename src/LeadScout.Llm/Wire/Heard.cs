using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>What a reply has said about each item so far, question by question. Two different answers to one are none. Not thread-safe.</summary>
internal sealed class Heard(int count, ImmutableArray<LabelMatcher> questions)
{
    private const int Missing = -1;
    private const int NotALabel = -2;
    private const int NotAString = -3;
    private const int Contradictory = -4;

    private readonly int[] _said = [.. Enumerable.Repeat(Missing, count * questions.Length)];

    /// <summary>Whether an item has an answer to each of several questions, and not just a label.</summary>
    public bool AsksSeveral => questions.Length > 1;

    /// <summary>Whether something was said about every item and question.</summary>
    public bool All => !_said.Contains(Missing);

    /// <summary>Whether several questions are asked and nothing was said about any item: an item's answers are an object of their own, and can be read without its id.</summary>
    public bool OnlyOthers => AsksSeveral && Array.TrueForAll(_said, said => said == Missing);

    /// <summary>One for each item and question: all of the first item's, then all of the second's, and so on.</summary>
    public ImmutableArray<ItemReply> Items => [.. _said.Select(ItemOf)];

    /// <summary>The place of the question of this name, whatever its case; -1 if there is none.</summary>
    public int PlaceOf(string question)
    {
        for (var place = 0; place < questions.Length; place++)
        {
            if (questions[place].Question.Equals(question.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Takes in what was said about an item as a whole: the label, when one question is asked; no answer to any, when several are.</summary>
    /// <param name="id">The item's id as the reply has it.</param>
    /// <param name="label">The label as the reply has it; null for what is no label in form.</param>
    /// <returns>Whether there is such an item.</returns>
    public bool Note(string id, string? label)
    {
        var known = IsItem(id);
        for (var question = 0; known && question < questions.Length; question++)
        {
            Note(id, question, AsksSeveral ? null : label);
        }

        return known;
    }

    /// <summary>Takes in an answer to one question.</summary>
    /// <param name="id">The item's id as the reply has it.</param>
    /// <param name="question">The question's place.</param>
    /// <param name="label">The label as the reply has it; null for what is no label in form.</param>
    /// <returns>Whether there is such an item.</returns>
    public bool Note(string id, int question, string? label)
    {
        if (IndexOf(id) is not (>= 0 and var item))
        {
            return false;
        }

        var meant = label is null ? NotAString : questions[question].IndexOf(label) is >= 0 and var index ? index : NotALabel;
        ref var said = ref _said[(item * questions.Length) + question];
        said = said == Missing || said == meant ? meant : Contradictory;
        return true;
    }

    /// <summary>Whether this is an item's id.</summary>
    public bool IsItem(string id) => IndexOf(id) >= 0;

    private int IndexOf(string id) =>
        int.TryParse(id.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count ? number - 1 : -1;

    private static ItemReply ItemOf(int said) => said switch
    {
        Missing => ItemReply.Unanswered("missing from the reply"),
        NotALabel => ItemReply.Unanswered("not one of the labels"),
        NotAString => ItemReply.Unanswered("not a label but another kind of value"),
        Contradictory => ItemReply.Unanswered("two different answers in one reply"),
        _ => ItemReply.Answered(said),
    };
}
