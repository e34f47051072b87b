using System.Collections.Concurrent;
using LeadScout.Questions;
using LeadScout.Streaming;

namespace LeadScout;

/// <summary>
/// The questions that a client has open, each opened when it is first needed and shared by all who ask it. Thread-safe.
/// </summary>
/// <param name="open">Opens a question.</param>
internal sealed class OpenQuestions(Func<Question, Task<OpenQuestion>> open)
{
    private readonly ConcurrentDictionary<Wanted, Lazy<Task<OpenQuestion>>> _open = [];
    private readonly ConcurrentQueue<Task<OpenQuestion>> _closed = [];

    /// <summary>The open question; who waits for it may stop waiting, and it is opened all the same.</summary>
    public async Task<OpenQuestion> FindAsync(Question question, CancellationToken cancellationToken)
    {
        var wanted = Wanted.Of(question);
        var opening = _open.GetOrAdd(wanted, _ => new Lazy<Task<OpenQuestion>>(() => Task.Run(() => open(question))));
        try
        {
            return await opening.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (opening.Value is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            _open.TryRemove(KeyValuePair.Create(wanted, opening)); // to be tried again by the next
            throw;
        }
    }

    /// <summary>Those of this version that are open already.</summary>
    public Task<OpenQuestion[]> OfAsync(QuestionVersion version) => Task.WhenAll(
        _open.Where(pair => pair.Key.Version == version && pair.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            .Select(pair => pair.Value.Value));

    /// <summary>Closes one version's questions, or all: who comes next reads the log anew.</summary>
    public void Close(QuestionVersion? version)
    {
        foreach (var (wanted, opening) in _open)
        {
            if ((version is null || wanted.Version == version) && _open.TryRemove(KeyValuePair.Create(wanted, opening)))
            {
                _closed.Enqueue(opening.Value);
            }
        }
    }

    /// <summary>Closes all, once their calls are home.</summary>
    public async Task DrainAsync()
    {
        Close(null);
        while (_closed.TryDequeue(out var opening))
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                using var question = await opening.ConfigureAwait(false);
                await question.Cascade.DrainAsync().ConfigureAwait(false);
            }
        }
    }

    // Rules decide, and are no part of a version: the same question with others is opened beside it.
    private readonly record struct Wanted(QuestionVersion Version, string Rules)
    {
        public static Wanted Of(Question question) =>
            new(question.Version, string.Join('\n', question.Rules.Select(rule => $"{rule.Label}={rule.Expression}{string.Join('|', rule.Words)}")));
    }
}
