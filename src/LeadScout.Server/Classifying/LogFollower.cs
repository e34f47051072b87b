using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Classifying;

/// <summary>
/// Follows what comes into the log about a question under a teacher. One reads at a time, for answers are learned in the order of the log:
/// the last word of a person counts. Who comes meanwhile shares the reading that follows. Thread-safe.
/// </summary>
/// <param name="question">The question's version.</param>
/// <param name="teacher">Whose answers, beside those of persons.</param>
/// <param name="position">Up to where the log is read already.</param>
internal sealed class LogFollower(QuestionVersion question, string teacher, long position)
{
    private readonly Lock _lock = new();
    private long _position = position;
    private Task _last = Task.CompletedTask;
    private Task? _next; // not begun yet

    /// <summary>Has all learned that is in the log by now.</summary>
    /// <param name="workspace">Where the log is.</param>
    /// <param name="learn">Takes in what is new, page by page.</param>
    /// <param name="cancellationToken">Ends the waiting; others may share the reading.</param>
    public Task CatchUpAsync(ServerWorkspace workspace, Func<IReadOnlyList<Answer>, Task> learn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_next is null)
            {
                var before = _last;
                _next = _last = Task.Run(() => ReadAsync(workspace, learn, before), CancellationToken.None);
            }

            return _next.WaitAsync(cancellationToken);
        }
    }

    private async Task ReadAsync(ServerWorkspace workspace, Func<IReadOnlyList<Answer>, Task> learn, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _next = null; // what is appended from now on may be missed
        }

        while (await workspace.ReadAsync(store => store.ReadAfterAsync(question, teacher, _position)) is { Length: > 0 } page)
        {
            await learn(page);
            _position = page[^1].Position;
        }
    }
}
