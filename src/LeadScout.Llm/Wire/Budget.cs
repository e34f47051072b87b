using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LeadScout.Llm.Negotiation;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>
/// What a call can use at most, and probably. Input is counted in o200k_base, with the roles and the schema, widened for models of another
/// vocabulary; output is the longest reply the items can need, plus room for thoughts, and is sent as the call's limit: so the ceiling
/// binds. Thread-safe.
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

    // No vocabulary has more tokens than bytes; a character takes six of them at most (\u0001), an item's quotes and number a dozen.
    private const long MostBytesPerCharacter = 6;
    private const long MostBytesPerItem = 12;

    // Room for the texts of a call beside a prompt that leaves none in what a small model takes: it must take more, or could not be asked
    // at all.
    private const long CautiousTexts = 2048;

    private readonly Lazy<int> _system = new(() => TokenCounter.Count(prompt.System));
    private readonly Lazy<long> _mostSystem = new(() => TokenCounter.Most(prompt.System, traits.VocabularyMargin));
    private readonly Lazy<long> _longestAnswer = new(
        () => prompt.Questions.Sum(question => LongestAnswer(question, prompt, traits.VocabularyMargin)));
    private readonly Lazy<double> _averageAnswer = new(() => prompt.Questions.Sum(question => AverageAnswer(question, prompt)));
    private readonly ConcurrentDictionary<int, int> _schemas = new();

    public Prompt Prompt => prompt;

    /// <summary>Whether the schema is sent without references, so that each item lists the labels.</summary>
    public bool IsInlined { get; init; }

    /// <summary>
    /// The largest number of output tokens that this many items can need, with so many for thoughts; null for as many as are usual.
    /// </summary>
    public int MostOutput(int items, int? room = null) =>
        (int)((items * (_longestAnswer.Value + Widened(ItemFraming))) + Widened(ReplyFraming)) + (room ?? traits.ReasoningTokens);

    /// <summary>
    /// The most that one call with these texts can use; at the dearest, because all of the input may be written to the provider's cache.
    /// </summary>
    public Usage Ceiling(ImmutableArray<string> texts, int? room = null)
    {
        var input = MostAround(texts.Length) + TokenCounter.Most(Prompt.User(texts), traits.VocabularyMargin);
        return new(input, 0, MostOutput(texts.Length, room)) { CacheWrittenTokens = input };
    }

    /// <summary>
    /// Whether a call with these texts keeps to the limits even at its ceiling. Counts tokens only where the number of characters does not
    /// tell.
    /// </summary>
    public bool Fits(ImmutableArray<string> texts, ModelLimits limits)
    {
        var characters = texts.Sum(text => (long)text.Length);
        var atMost = MostAround(texts.Length) + Widened((characters * MostBytesPerCharacter) + ((texts.Length + 1) * MostBytesPerItem));
        return limits.Allow(new(atMost, 0, MostOutput(texts.Length))) || limits.Allow(Ceiling(texts));
    }

    /// <summary>
    /// The same for a model whose limits nobody has stated. What stands around the texts goes along with every call, however few they are,
    /// so it is no reason to make more calls: only the texts and their answers are held to what a small model takes beside a prompt of
    /// usual length.
    /// </summary>
    public bool FitsCautiously(ImmutableArray<string> texts)
    {
        var cautious = ModelLimits.Cautious;
        var room = Math.Max(cautious.MostInput - MostAround(texts.Length), CautiousTexts);
        return TokenCounter.Most(Prompt.User(texts), traits.VocabularyMargin) <= room && MostOutput(texts.Length, 0) <= cautious.MostOutput;
    }

    /// <summary>
    /// The context to ask a server for: the limits' own, and twice that, and so on, for a prompt or a text alone that does not fit. Nearly
    /// always the same, because a change makes the server load its model again.
    /// </summary>
    public int Context(ImmutableArray<string> texts, ModelLimits limits, int? room = null)
    {
        var ceiling = Ceiling(texts, room);
        var context = limits.Context;
        var around = MostAround(1);
        while (around > limits.MostInput - CautiousTexts && context < around + CautiousTexts + limits.MostOutput)
        {
            context *= 2; // by the prompt alone, so that it is the same for all calls of a question
        }

        while (context < ceiling.InputTokens + ceiling.OutputTokens)
        {
            context *= 2;
        }

        return (int)Math.Min(context, int.MaxValue);
    }

    /// <summary>
    /// What one call with these texts will probably use: no margins, labels of average length, no thoughts, and instructions out of the
    /// provider's cache where they are long enough for it. Rather too little than too much, because it says what row-by-row would have
    /// cost.
    /// </summary>
    public Usage Expected(ImmutableArray<string> texts) => new(
        Input(texts),
        MayBeCached(_system.Value) ? _system.Value : 0,
        (int)Math.Ceiling(texts.Length * (_averageAnswer.Value + PlainItemFraming)) + PlainReplyFraming);

    /// <summary>Whether the provider may keep a prompt of so many tokens in its cache, unasked.</summary>
    public bool MayBeCached(long input) => traits.CachesFrom is { } least && input >= least;

    /// <summary>Our own count of a call whose provider did not count: rather too much, because it is paid for.</summary>
    public Usage Estimate(ImmutableArray<string> texts, string reply) =>
        Ceiling(texts, 0) with { OutputTokens = TokenCounter.Most(reply, traits.VocabularyMargin) };

    /// <summary>The most tokens that the model may have taken for a text.</summary>
    public long MostTokens(string text) => TokenCounter.Most(text, traits.VocabularyMargin);

    private long MostAround(int items) => _mostSystem.Value + Widened(Framing + SchemaTokens(items));

    private int Input(ImmutableArray<string> texts) =>
        Framing + _system.Value + TokenCounter.Count(Prompt.User(texts)) + SchemaTokens(texts.Length);

    private int SchemaTokens(int items) =>
        prompt.FitsSchema
            ? _schemas.GetOrAdd(items, static (count, self) => SchemaFraming + TokenCounter.Count(self.SchemaText(count)), this)
            : 0;

    private string SchemaText(int items)
    {
        var schema = prompt.Schema(items).GetRawText();
        if (!IsInlined)
        {
            return schema;
        }

        var inlined = JsonNode.Parse(schema)!.AsObject();
        SchemaForm.Inline(inlined);
        return inlined.ToJsonString();
    }

    // An answer to one of several questions stands behind the question's name.
    private static long LongestAnswer(Question question, Prompt prompt, double margin)
    {
        var label = question.Labels.Max(label => TokenCounter.Most(Prompt.Quoted(label.Name), margin));
        return prompt.Questions.Length == 1
            ? label
            : label + TokenCounter.Most(Prompt.Quoted(question.Name), margin) + Widened(ItemFraming, margin);
    }

    private static double AverageAnswer(Question question, Prompt prompt)
    {
        var label = question.Labels.Average(label => TokenCounter.Count(Prompt.Quoted(label.Name)));
        return prompt.Questions.Length == 1 ? label : label + TokenCounter.Count(Prompt.Quoted(question.Name)) + PlainNameFraming;
    }

    private long Widened(long tokens) => Widened(tokens, traits.VocabularyMargin);

    private static long Widened(long tokens, double margin) => (long)Math.Ceiling(tokens * margin);
}
