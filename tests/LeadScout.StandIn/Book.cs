using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.StandIn;

/// <summary>One call as the stand-in saw it.</summary>
/// <param name="Path">Where it went.</param>
/// <param name="Items">The texts asked about, in order.</param>
/// <param name="Outcome">The fault's kind, or "ok".</param>
/// <param name="Body">The request's body.</param>
/// <param name="Headers">The request's headers.</param>
public sealed record LoggedCall(
    string Path, ImmutableArray<string> Items, string Outcome, string Body, ImmutableSortedDictionary<string, string> Headers);

/// <summary>What was received and answered so far.</summary>
/// <param name="Calls">Requests received.</param>
/// <param name="Items">Texts received, repeats included.</param>
/// <param name="DistinctTexts">Texts received, by text key.</param>
/// <param name="RepeatedTexts">Texts received that had been received before.</param>
/// <param name="AnsweredTexts">Texts whose label was sent at least once.</param>
/// <param name="AnsweredAgain">Texts received with a question whose label had been sent before.</param>
/// <param name="InputTokens">Tokens of all calls that got a reply, told or not.</param>
/// <param name="OutputTokens">Likewise.</param>
/// <param name="MaxConcurrent">The most calls that were open at once.</param>
/// <param name="Faults">Calls by kind of fault.</param>
public sealed record Stats(
    int Calls, int Items, int DistinctTexts, int RepeatedTexts, int AnsweredTexts, int AnsweredAgain,
    long InputTokens, long OutputTokens, int MaxConcurrent, ImmutableSortedDictionary<string, int> Faults)
{
    /// <summary>
    /// Tokens of all calls that it worked on, whatever came of them: what a service bills that lets its customers pay for its failures.
    /// Counted before the reply leaves.
    /// </summary>
    public long WorkedInputTokens { get; init; }

    /// <summary>Likewise.</summary>
    public long WorkedOutputTokens { get; init; }
}

/// <summary>The stand-in's own count, independent of what clients believe. Thread-safe.</summary>
internal sealed class Book
{
    private readonly Lock _lock = new();
    private readonly HashSet<TextKey> _received = [];
    private readonly HashSet<(TextKey Text, string Question)> _answered = [];
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<LoggedCall> _calls = [];
    private int _open;
    private Counts _counts;

    public void Begin(LoggedCall call, ImmutableArray<string> asked)
    {
        lock (_lock)
        {
            _calls.Add(call);
            _open++;
            _counts.MaxConcurrent = Math.Max(_counts.MaxConcurrent, _open);
            foreach (var key in call.Items.Select(TextKey.Of))
            {
                _counts.Items++;
                _counts.Repeated += _received.Add(key) ? 0 : 1;
                _counts.AnsweredAgain += asked.Count(question => _answered.Contains((key, question)));
            }

            if (call.Outcome != "ok")
            {
                _faults[call.Outcome] = _faults.GetValueOrDefault(call.Outcome) + 1;
            }
        }
    }

    public void Answered(ImmutableArray<string> texts, ImmutableArray<string> asked, int inputTokens, int outputTokens)
    {
        lock (_lock)
        {
            _answered.UnionWith(texts.Select(TextKey.Of).SelectMany(_ => asked, (text, question) => (text, question)));
            _counts.InputTokens += inputTokens;
            _counts.OutputTokens += outputTokens;
        }
    }

    public void Worked(int inputTokens, int outputTokens)
    {
        lock (_lock)
        {
            _counts.WorkedInputTokens += inputTokens;
            _counts.WorkedOutputTokens += outputTokens;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _open--;
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _received.Clear();
            _answered.Clear();
            _faults.Clear();
            _calls.Clear();
            _counts = default;
        }
    }

    public ImmutableArray<LoggedCall> Calls()
    {
        lock (_lock)
        {
            return [.. _calls];
        }
    }

    public Stats Stats()
    {
        lock (_lock)
        {
            return new Stats(
                _calls.Count, _counts.Items, _received.Count, _counts.Repeated, _answered.DistinctBy(pair => pair.Text)
                    .Count(), _counts.AnsweredAgain,
                _counts.InputTokens, _counts.OutputTokens, _counts.MaxConcurrent,
                _faults.ToImmutableSortedDictionary(StringComparer.Ordinal))
            {
                WorkedInputTokens = _counts.WorkedInputTokens,
                WorkedOutputTokens = _counts.WorkedOutputTokens,
            };
        }
    }

    private struct Counts
    {
        public int Items;
        public int Repeated;
        public int AnsweredAgain;
        public int MaxConcurrent;
        public long InputTokens;
        public long OutputTokens;
        public long WorkedInputTokens;
        public long WorkedOutputTokens;
    }
}
