using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Simulation.Checks;

/// <summary>
/// What persons have said of texts, and when they were told that it counts: from then on nobody may hear an older word, nor none at all.
/// </summary>
internal sealed class PersonWords
{
    private readonly Dictionary<(QuestionVersion Question, TextKey Text), List<PersonWord>> _words = [];
    private readonly Dictionary<(QuestionVersion Question, TextKey Text), string> _heard = []; // the last words that all were told of, and somebody heard
    private long _moment;

    /// <summary>The next moment: each comes after all before it.</summary>
    public long Next() => ++_moment;

    /// <summary>Somebody begins to say something.</summary>
    /// <param name="question">Of which question.</param>
    /// <param name="text">About which text.</param>
    /// <param name="label">The label; null for no word any more.</param>
    public PersonWord Begin(QuestionVersion question, TextKey text, string? label)
    {
        var word = new PersonWord(label, Next());
        WordsOf(question, text).Add(word);
        _heard.Remove((question, text));
        return word;
    }

    /// <summary>From now on it counts for all who ask.</summary>
    public void Acknowledge(PersonWord word) => (word.Ended, word.IsAcknowledged) = (Next(), true);

    /// <summary>It failed, or nobody was told: it may count or not, but not after a later one.</summary>
    public void LeaveOpen(PersonWord word) => word.Ended = Next();

    /// <summary>Another program has taken a word back: who is at work may know that or not.</summary>
    public void Loosen(QuestionVersion question, TextKey text)
    {
        WordsOf(question, text).RemoveAll(word => word.Ended != long.MaxValue);
        _heard.Remove((question, text));
        Acknowledge(new PersonWord("", Next()) { MayBeAny = true }.AddedTo(WordsOf(question, text)));
    }

    /// <summary>A process begins that reads all that the log has. What a dead one has sent may still come.</summary>
    public async Task InheritAsync(IAnswerLog log)
    {
        var answers = new List<Answer>();
        await foreach (var answer in log.ReadAllAsync())
        {
            answers.Add(answer);
        }

        foreach (var words in _words.Values)
        {
            words.RemoveAll(word => word.Ended != long.MaxValue);
        }

        foreach (var ofText in answers.GroupBy(answer => (answer.Question, answer.Key)))
        {
            if (AnswerPrecedence.LastOfPersons(ofText) is { } last)
            {
                Violation.Unless(
                    _heard.GetValueOrDefault(ofText.Key, last.Label) == last.Label, "what counts is what the log says", $"{last.Key}: all heard '{_heard.GetValueOrDefault(ofText.Key)}', and the log says '{last.Label}'.");
                Acknowledge(Begin(last.Question, last.Key, last.Label));
            }
        }
    }

    /// <summary>Holds what somebody was told against what persons had said.</summary>
    /// <param name="question">The question.</param>
    /// <param name="told">What was told.</param>
    /// <param name="since">When it was asked for.</param>
    public void Check(QuestionVersion question, Classification told, long since)
    {
        var words = WordsOf(question, told.Key);
        var known = words.Where(word => word.IsAcknowledged && word.Ended < since).ToArray();
        var mayCount = words.Where(word => Array.TrueForAll(known, later => word.Ended >= later.Begun)).ToArray();
        var isPersons = told.Source == DecisionSource.Person;
        Violation.Unless(
            (known.Length == 0 && !isPersons)
                || Array.Exists(mayCount, word => word.MayBeAny || (isPersons ? word.Label == told.Label : word.Label is null)),
            "a person's last word counts at once",
            $"{told.Key}: '{told.Label}' by {told.Source}; persons said {string.Join(", ", words)}; asked at {since}, told at {_moment}.");
        if (isPersons && words.TrueForAll(word => word.IsAcknowledged && word.Ended < since && !word.MayBeAny))
        {
            _heard[(question, told.Key)] = told.Label!;
        }
    }

    private List<PersonWord> WordsOf(QuestionVersion question, TextKey text) =>
        _words.TryGetValue((question, text), out var words) ? words : _words[(question, text)] = [];
}

/// <summary>A person's word about a text.</summary>
/// <param name="label">The label; null for no word any more.</param>
/// <param name="begun">When it was begun to be said.</param>
internal sealed class PersonWord(string? label, long begun)
{
    public string? Label => label;

    public long Begun => begun;

    /// <summary>When it was over, whatever came of it.</summary>
    public long Ended { get; set; } = long.MaxValue;

    /// <summary>Whether somebody was told that it counts.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Whether nobody knows what counts.</summary>
    public bool MayBeAny { get; init; }

    public PersonWord AddedTo(List<PersonWord> words)
    {
        words.Add(this);
        return this;
    }

    public override string ToString() => $"'{Label}' {Begun}-{Ended}{(IsAcknowledged ? "" : "?")}";
}
