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
    private readonly ConcurrentDictionary<Task<OpenQuestion>, bool> _closed = []; // in use, or with calls out

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

    /// <summary>The same for who has texts decided, and goes on with it when it is closed; whoever enters leaves.</summary>
    public async Task<OpenQuestion> EnterAsync(Question question, CancellationToken cancellationToken)
    {
        while (true)
        {
            var open = await FindAsync(question, cancellationToken).ConfigureAwait(false);
            open.Enter();
            if (_open.TryGetValue(Wanted.Of(question), out var opening) && opening.Value is { IsCompletedSuccessfully: true } && await opening.Value.ConfigureAwait(false) == open)
            {
                return open;
            }

            open.Leave(); // closed before anybody could know of it
        }
    }

    /// <summary>
    /// Those of this version that somebody asks: once they are open, for one that is being opened may have read the log already; and closed
    /// ones that are still in use.
    /// </summary>
    public async Task<IReadOnlyList<OpenQuestion>> OfAsync(QuestionVersion version)
    {
        var found = new List<OpenQuestion>();
        foreach (var opening in _open.Where(pair => pair.Key.Version == version).Select(pair => pair.Value.Value).ToArray())
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                found.Add(await opening.ConfigureAwait(false));
            }
        }

        found.AddRange((await ClosedInUseAsync().ConfigureAwait(false)).Where(closed => closed.Question.Version == version));
        return found;
    }

    /// <summary>Closed ones that are still in use. Those that are not, and have no call out, are let go of.</summary>
    public async Task<IReadOnlyList<OpenQuestion>> ClosedInUseAsync()
    {
        var found = new List<OpenQuestion>();
        foreach (var opening in _closed.Keys.Where(opening => opening.IsCompletedSuccessfully))
        {
            var closed = await opening.ConfigureAwait(false);
            if (closed.IsInUse)
            {
                found.Add(closed);
            }
            else if (closed.Cascade.IsIdle)
            {
                _closed.TryRemove(opening, out _);
            }
        }

        return found;
    }

    /// <summary>Closes one version's questions, or all: who comes next reads the log anew.</summary>
    public void Close(QuestionVersion? version)
    {
        foreach (var (wanted, opening) in _open)
        {
            if (version is null || wanted.Version == version)
            {
                _closed[opening.Value] = true; // first: who looks for it finds it in one place at least
                _open.TryRemove(KeyValuePair.Create(wanted, opening));
            }
        }
    }

    /// <summary>Closes all, once their calls are home.</summary>
    public async Task DrainAsync()
    {
        Close(null);
        while (_closed.Keys.FirstOrDefault() is { } opening)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                var question = await opening.ConfigureAwait(false);
                await question.Cascade.DrainAsync().ConfigureAwait(false);
                await question.DisposeAsync().ConfigureAwait(false);
            }

            _closed.TryRemove(opening, out _);
        }
    }

    // Rules decide, and are no part of a version: the same question with others is opened beside it.
    private readonly record struct Wanted(QuestionVersion Version, string Rules)
    {
        public static Wanted Of(Question question) =>
            new(question.Version, string.Join('\n', question.Rules.Select(rule => $"{rule.Label}={rule.Expression}{string.Join('|', rule.Words)}")));
    }
}
