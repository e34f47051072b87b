using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>
/// What a call can use at most. Input is counted in o200k_base, with the roles and the schema, times the model's margin; output is the longest
/// reply the items can need, plus room for thoughts, and is sent as the call's limit: so the ceiling binds. Thread-safe.
/// </summary>
internal sealed class Budget(Prompt prompt, ModelTraits traits)
{
    // Chat formats spend three or four tokens a message and three to open the reply; a schema is introduced by a sentence or two.
    private const int Framing = 16;
    private const int SchemaFraming = 64;

    // "12":"",  with room for an indented layout, and for a code fence around the whole.
    private const int ItemFraming = 10;
    private const int ReplyFraming = 16;

    // The same without any room: "12":"", and the braces.
    private const int PlainItemFraming = 4;
    private const int PlainReplyFraming = 2;

    // Between a question's name and the label, and after it.
    private const int PlainNameFraming = 2;

    private readonly Lazy<int> _system = new(() => TokenCounter.Count(prompt.System));
    private readonly Lazy<int> _longestAnswer = new(() => prompt.Questions.Sum(question =>
        question.Labels.Max(label => TokenCounter.Count(Prompt.Quoted(label.Name))) + NameTokens(prompt, question, ItemFraming)));

    private readonly Lazy<double> _averageAnswer = new(() => prompt.Questions.Sum(question =>
        question.Labels.Average(label => TokenCounter.Count(Prompt.Quoted(label.Name))) + NameTokens(prompt, question, PlainNameFraming)));
    private readonly ConcurrentDictionary<int, int> _schemas = new();

    public Prompt Prompt => prompt;

    /// <summary>The largest number of output tokens that this many items can need.</summary>
    public int MostOutput(int items) => Widened((items * (_longestAnswer.Value + ItemFraming)) + ReplyFraming) + traits.ReasoningTokens;

    /// <summary>The most that one call with these texts can use.</summary>
    public Usage Ceiling(ImmutableArray<string> texts)
    {
        // Servers that only estimate count four characters a token, which is more than the tokens of long plain English.
        var estimate = Framing + ((prompt.System.Length + Prompt.User(texts).Length) / 4);
        return new(Widened(Math.Max(Input(texts), estimate)), 0, MostOutput(texts.Length));
    }

    /// <summary>
    /// What one call with these texts will probably use: no margins, labels of average length, no thoughts. Rather too little than too much,
    /// because it says what row-by-row would have cost.
    /// </summary>
    public Usage Expected(ImmutableArray<string> texts) => new(Input(texts), 0, (int)Math.Ceiling(texts.Length * (_averageAnswer.Value + PlainItemFraming)) + PlainReplyFraming);

    /// <summary>Our own count of a call whose provider did not count.</summary>
    public Usage Estimate(ImmutableArray<string> texts, string reply) => new(Input(texts), 0, TokenCounter.Count(reply));

    private int Input(ImmutableArray<string> texts) =>
        Framing + _system.Value + TokenCounter.Count(Prompt.User(texts)) + SchemaTokens(texts.Length);

    private int SchemaTokens(int items) =>
        prompt.FitsSchema
            ? _schemas.GetOrAdd(items, static (count, p) => SchemaFraming + TokenCounter.Count(p.Schema(count).GetRawText()), prompt)
            : 0;

    // An answer to one of several questions stands behind the question's name.
    private static int NameTokens(Prompt prompt, Question question, int framing) =>
        prompt.Questions.Length == 1 ? 0 : TokenCounter.Count(Prompt.Quoted(question.Name)) + framing;

    private int Widened(int tokens) => (int)Math.Ceiling(tokens * traits.VocabularyMargin);
}
