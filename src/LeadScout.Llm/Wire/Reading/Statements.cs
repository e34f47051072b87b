using System.Collections.Immutable;
using System.Globalization;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>
/// What a JSON value says about the items: pairs of an item's id and its label (<c>"1":"Sales"</c>, <c>"1":{"label":"Sales"}</c>), items
/// with their id beside the label (<c>{"id":1,"label":"Sales"}</c>), either inside other objects and arrays. With several questions, each
/// question's name has the label's place (<c>"1":{"department":"Sales","seniority":"VP"}</c>), or stands outside
/// (<c>"department":{"1":"Sales"}</c>).
/// </summary>
/// <param name="Final">The value's last word.</param>
/// <param name="Drafts">What it said before that and did not say again as part of its last word.</param>
internal sealed record Statements(ImmutableArray<Statement> Final, ImmutableArray<Statement> Drafts)
{
    private static readonly Statements None = new([], []);

    /// <summary>Whether it says nothing about any item.</summary>
    public bool IsEmpty => Final.IsEmpty;

    /// <summary>What one value says.</summary>
    public static Statements In(ReplyValue value, Asked asked) => value.Kind switch
    {
        ValueKind.Object => InObject(value, asked),
        ValueKind.Array => InTurn([.. value.Elements.Select(element => In(element, asked))]),
        _ => None,
    };

    /// <summary>
    /// What several values say that follow one another without a word between them. Where each is about one item they are one answer, an
    /// item at a time. Where not, the last is the answer, and the others were drafts of it.
    /// </summary>
    public static Statements InTurn(ImmutableArray<Statements> parts)
    {
        var telling = parts.RemoveAll(part => part.IsEmpty);
        return telling switch
        {
            [] => None,
            [var only] => only,
            _ when telling.All(part => part.Final.DistinctBy(statement => statement.Item).Count() == 1) =>
                new([.. telling.SelectMany(part => part.Final)], [.. telling.SelectMany(part => part.Drafts)]),
            [.. var before, var last] =>
                last with { Drafts = [.. before.SelectMany(part => part.Final.AddRange(part.Drafts)), .. last.Drafts] },
        };
    }

    private static Statements InObject(ReplyValue value, Asked asked)
    {
        var own = Own(value, asked);
        var inside = InTurn(
            [.. value.Members.Where(member => !asked.IsItem(member.Name) && !Sections.IsThought(member.Name)).Select(member => Inside(member.Value, asked))]);
        return own.IsEmpty ? inside : new(own, [.. inside.Final, .. inside.Drafts]);
    }

    private static Statements Inside(ReplyValue value, Asked asked) =>
        value.Kind != ValueKind.String ? In(value, asked)
        : value.Text?.TrimStart() is ['{' or '[', ..] && ReplyReader.Whole(value.Text) is { } quoted ? In(quoted, asked)
        : None;

    /// <summary>What an object says by its own members, one statement for each item and question.</summary>
    private static ImmutableArray<Statement> Own(ReplyValue value, Asked asked)
    {
        var said = value.Members.SelectMany(
            member => asked.ItemOf(member.Name) is >= 0 and var item ? OfItem(item, member.Value, asked) : []).ToArray();
        said = said.Length > 0 ? said : [.. ByQuestion(value, asked)];
        return [.. (said.Length > 0 ? said : Lone(value, asked)).GroupBy(statement => (statement.Item, statement.Question)).Select(Agreed)];
    }

    /// <summary>Names that occur twice in an object must not disagree.</summary>
    private static Statement Agreed(IEnumerable<Statement> statements) =>
        statements.Select(statement => statement.Meant).Distinct().Count() == 1
            ? statements.Last()
            : statements.Last() with { Meant = Statement.Contradictory };

    /// <summary>
    /// What stands behind an item's id. Of several questions' answers, those that are complete count, even if the last is not.
    /// </summary>
    private static IEnumerable<Statement> OfItem(int item, ReplyValue value, Asked asked)
    {
        if (!asked.AreSeveral)
        {
            return value.IsWhole ? [asked.Say(item, 0, value)] : [];
        }

        return value.Kind == ValueKind.Object
            ? value.Members.Where(member => asked.QuestionOf(member.Name) >= 0 && member.Value.IsWhole)
                .Select(member => asked.Say(item, asked.QuestionOf(member.Name), member.Value))
            : Enumerable.Range(0, asked.Questions.Length).Select(question => new Statement(item, question, Statement.NotAString, null));
    }

    private static IEnumerable<Statement> ByQuestion(ReplyValue value, Asked asked) =>
        from member in asked.AreSeveral ? value.Members : []
        let question = asked.QuestionOf(member.Name)
        where question >= 0 && member.Value.Kind == ValueKind.Object
        from pair in member.Value.Members
        let item = asked.ItemOf(pair.Name)
        where item >= 0 && pair.Value.IsWhole
        select asked.Say(item, question, pair.Value);

    /// <summary>An item with its id beside the label, or beside the labels by question.</summary>
    private static Statement[] Lone(ReplyValue value, Asked asked)
    {
        var ids = value.Members.Where(member => member.Name == "id")
            .Select(member => asked.ItemOf(member.Value.Text ?? ""))
            .Distinct()
            .ToArray();
        if (!value.IsWhole || ids is not [>= 0 and var item])
        {
            return [];
        }

        return asked.AreSeveral
            ? [.. OfItem(item, value, asked)]
            : Asked.LabelsIn(value).Any() ? [asked.Say(item, 0, value)] : [];
    }
}
