using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Classifying;

/// <summary>A cascade that is open for one question and teacher.</summary>
/// <param name="question">What is asked.</param>
/// <param name="teacher">Who is asked.</param>
/// <param name="second">Whose answers count where the teacher has none; null for nobody's.</param>
/// <param name="cascade">The cascade.</param>
/// <param name="position">Up to where it had read the log when it was opened.</param>
internal sealed class OpenCascade(Question question, ITeacher teacher, string? second, Cascade cascade, long position)
{
    private long _position = position;
    private long _secondsPosition; // the cascade was opened without them

    public Question Question { get; } = question;

    public ITeacher Teacher { get; } = teacher;

    public Cascade Cascade { get; } = cascade;

    /// <summary>How often its cascade tries: somebody is waiting, and every try is reserved beforehand.</summary>
    public static RetryPolicy Retry { get; } = new() { MostTriesPerText = new RetryPolicy().TriesPerText };

    /// <summary>
    /// The most that asking about texts can cost, each in calls of its own, should every try but the last bring no usable answer; null when
    /// the price is unknown.
    /// </summary>
    public Money? CeilingAlone(IReadOnlyCollection<string> texts) => CeilingOf(texts, Retry.MostTriesPerText);

    /// <summary>
    /// The same where texts share calls: each pays its share. Calls that are of no use are halved until each text is alone, so that one after
    /// the other twice as many have half the texts, and all shares together are less than two calls of its own.
    /// </summary>
    public Money? CeilingTogether(IReadOnlyCollection<string> texts) => CeilingOf(texts, Retry.MostTriesPerText + 2);

    /// <summary>Takes in what jobs and persons have put into the log since.</summary>
    public async Task CatchUpAsync(ServerWorkspace workspace, CancellationToken cancellation)
    {
        while (await ReadAsync(workspace, Teacher.Name, Interlocked.Read(ref _position), cancellation) is { Count: > 0 } page)
        {
            Cascade.Learn(page);
            Interlocked.Exchange(ref _position, page[^1].Position);
        }

        while (second is not null
            && await ReadAsync(workspace, second, Interlocked.Read(ref _secondsPosition), cancellation) is { Count: > 0 } page)
        {
            Cascade.Learn(page.Where(answer => answer.Source == AnswerSource.Teacher));
            Interlocked.Exchange(ref _secondsPosition, page[^1].Position);
        }
    }

    private Money? CeilingOf(IReadOnlyCollection<string> texts, int calls) => Teacher.Price is { } price
        ? new Money(texts.Sum(text => price.Of(Teacher.Ceiling(new Ask(Question, [text]))).NanoDollars) * calls)
        : null;

    private async Task<IReadOnlyList<Answer>> ReadAsync(
        ServerWorkspace workspace, string teacher, long after, CancellationToken cancellation) =>
        await workspace.ReadAsync(store => store.ReadAfterAsync(Question.Version, teacher, after, cancellation));
}
