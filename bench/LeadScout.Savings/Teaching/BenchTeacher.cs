using System.Collections.Concurrent;
using LeadScout.Answers;
using LeadScout.Savings.Sets;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Savings.Teaching;

/// <summary>
/// A teacher that answers from a set's labels at once, and counts what it was asked: the bench's figures are its counts. Thread-safe.
/// </summary>
internal sealed class BenchTeacher(LabelledSet set, Price price, TeacherNoise? noise = null) : TeacherProfile, ITeacher
{
    private readonly TokenFormula _tokens = new(set.Question);
    private readonly ConcurrentDictionary<TextKey, int> _asks = new(); // by text: how often it was asked before its latest ask
    private readonly List<int> _texts = []; // by call
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public TeacherProfile Profile => this;

    /// <inheritdoc/>
    public override string Name => "bench:" + set.Name;

    /// <inheritdoc/>
    public override Price? Price => price;

    /// <summary>Texts asked, repeats included.</summary>
    public int AskedTexts { get; private set; }

    /// <summary>Different texts asked.</summary>
    public int DistinctTexts => _asks.Count;

    /// <summary>Calls made.</summary>
    public int Calls => _texts.Count;

    /// <summary>What the calls cost beyond as many full ones as would have held the same texts, in US dollars.</summary>
    public decimal DollarsForPartialCalls(int rowsPerCall)
    {
        var more = Calls - ((AskedTexts + rowsPerCall - 1) / rowsPerCall);
        return more * price.Of(_tokens.OfCall).Dollars;
    }

    /// <summary>Calls with fewer texts than this.</summary>
    public int CallsBelow(int texts) => _texts.Count(some => some < texts);

    /// <summary>Tokens of all calls.</summary>
    public Usage Usage { get; private set; }

    /// <inheritdoc/>
    public override Usage Ceiling(Ask ask) => _tokens.Ceiling(ask);

    /// <inheritdoc/>
    public override Usage Estimate(Ask ask) => _tokens.Of(ask, [.. ask.Texts.Select(text => set.Labels[set.IndexOf(TextKey.Of(text))])]);

    /// <inheritdoc/>
    public Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        var labels = ask.Texts.Select(Answer).ToArray();
        var usage = _tokens.Of(ask, labels);
        lock (_lock)
        {
            _texts.Add(ask.Texts.Length);
            AskedTexts += ask.Texts.Length;
            Usage += usage;
        }

        return Task.FromResult(new Reply { Items = [.. labels.Select(AskOutcome.Answered)], Usage = usage });
    }

    /// <summary>
    /// What it says to a distinct text of the set the first time: the reference that results are held against, asked or not.
    /// </summary>
    public int FirstAnswer(int text) =>
        noise?.Disturb(TextKey.Of(set.Texts[text]), 0, set.Labels[text], set.Question.Labels.Length) ?? set.Labels[text];

    private int Answer(string text)
    {
        var key = TextKey.Of(text);
        var label = set.Labels[set.IndexOf(key)];
        var ask = _asks.AddOrUpdate(key, 0, (_, asked) => asked + 1);
        return noise?.Disturb(key, ask, label, set.Question.Labels.Length) ?? label;
    }
}
