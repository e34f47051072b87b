using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Classifying;

/// <summary>Reads what has come into the log about a question under a teacher. Thread-safe: readers at once may read the same twice.</summary>
/// <param name="question">The question's version.</param>
/// <param name="teacher">Whose answers, beside those of persons.</param>
/// <param name="position">Up to where the log is read already.</param>
internal sealed class LogFollower(QuestionVersion question, string teacher, long position)
{
    private long _position = position;

    /// <summary>What is new, page by page; a page counts as read once the next one is wanted.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Answer>> NewAsync(
        ServerWorkspace workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await workspace.ReadAsync(
            store => store.ReadAfterAsync(question, teacher, Interlocked.Read(ref _position), cancellationToken)) is { Length: > 0 } page)
        {
            yield return page;
            Interlocked.Exchange(ref _position, page[^1].Position);
        }
    }
}
