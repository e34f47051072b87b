using System.Collections.Immutable;
using LeadScout.Llm.Wire.Reading;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Which label a reply gives each item, question by question: the one that its last word has. An earlier word never gives one, but takes
/// one away that it contradicts. Not thread-safe.
/// </summary>
/// <param name="asked">What was asked.</param>
/// <param name="quotation">Quotes what was said where a label should be; null to leave that out.</param>
internal sealed class ItemLabels(Asked asked, Quotation? quotation)
{
    private readonly Statement?[] _last = new Statement?[asked.Items * asked.Questions.Length];
    private readonly bool[] _isContested = new bool[asked.Items * asked.Questions.Length];
    private readonly bool[] _wasDrafted = new bool[asked.Items * asked.Questions.Length];

    /// <summary>Whether the last word counts the items from 0: then nobody knows which is which.</summary>
    public bool IsMisnumbered { get; set; }

    /// <summary>One for each item and question: all of the first item's, then all of the second's, and so on.</summary>
    public ImmutableArray<AskOutcome> Items => [.. Enumerable.Range(0, _last.Length).Select(ItemAt)];

    /// <summary>Takes the reply's last word: it may speak of an item twice, but with one voice.</summary>
    public void Hear(IEnumerable<Statement> final)
    {
        foreach (var statement in final)
        {
            ref var last = ref _last[PlaceOf(statement)];
            _isContested[PlaceOf(statement)] |= last is { } before && Contradicts(before, statement);
            last = statement;
        }
    }

    /// <summary>Takes what was said before the last word, or takes it back after.</summary>
    public void Contest(IEnumerable<Statement> drafts)
    {
        foreach (var draft in drafts)
        {
            var place = PlaceOf(draft);
            _wasDrafted[place] = true;
            _isContested[place] |= _last[place] is { } last && Contradicts(draft, last);
        }
    }

    /// <summary>The label of an item and a question as things stand; -1 for none.</summary>
    public int LabelOf(int item, int question) =>
        _last[(item * asked.Questions.Length) + question] is { Meant: >= 0 and var label } ? label : -1;

    /// <summary>Takes an item's label back.</summary>
    public void TakeBack(int item, int question) => _isContested[(item * asked.Questions.Length) + question] = true;

    private int PlaceOf(Statement statement) => (statement.Item * asked.Questions.Length) + statement.Question;

    // What is no label contradicts none: it may be the question, or a model's notes.
    private static bool Contradicts(Statement draft, Statement last) =>
        (draft.Meant >= 0 || draft.Meant == Statement.Contradictory) && draft.Meant != last.Meant && last.Meant >= 0;

    private AskOutcome ItemAt(int place) => _last[place] switch
    {
        null when _wasDrafted[place] => AskOutcome.Failed("only in a draft of the reply, and not in its answer"),
        null => AskOutcome.Failed("missing from the reply"),
        { Meant: Statement.NotALabel } no => AskOutcome.Failed("not one of the labels" + quotation?.Of(no.Said)),
        { Meant: Statement.NotAString } no => AskOutcome.Failed("not a label but another kind of value" + quotation?.Of(no.Said)),
        { Meant: Statement.Contradictory } => Contradiction,
        _ when IsMisnumbered => AskOutcome.Failed("the reply counts the items from 0, not from 1"),
        _ when _isContested[place] => Contradiction,
        { Meant: var label } => AskOutcome.Answered(label),
    };

    private static AskOutcome Contradiction => AskOutcome.Failed("two different answers in one reply");
}
