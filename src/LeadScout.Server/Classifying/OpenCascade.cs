using LeadScout.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Classifying;

/// <summary>A cascade that is open for one question and teacher. Thread-safe.</summary>
/// <param name="question">What is asked.</param>
/// <param name="teacher">Who is asked.</param>
/// <param name="cascade">The cascade.</param>
/// <param name="embedding">What embeds its texts; null for nothing.</param>
/// <param name="position">Up to where it had read the log when it was opened.</param>
internal sealed class OpenCascade(Question question, TeacherProfile teacher, Cascade cascade, StreamEmbedding? embedding, long position)
{
    private readonly LogFollower _log = new(question.Version, teacher.Name, position);

    public Question Question { get; } = question;

    public TeacherProfile Teacher { get; } = teacher;

    public Cascade Cascade { get; } = cascade;

    /// <summary>How often its cascade tries: somebody is waiting, and every try is reserved beforehand.</summary>
    public static RetryPolicy Retry { get; } = new() { MostTriesPerText = new RetryPolicy().TriesPerText };

    /// <summary>
    /// The most that asking about texts can cost, and having them embedded, each in calls of its own, should every try but the last bring no usable answer; null when
    /// the price is unknown.
    /// </summary>
    public Money? CeilingAlone(IReadOnlyCollection<string> texts) => CeilingOf(texts, Retry.MostTriesPerText);

    /// <summary>
    /// The same where texts share calls: each pays its share. Calls that are of no use are halved until each text is alone, so that one after
    /// the other twice as many have half the texts, and all shares together are less than two calls of its own.
    /// </summary>
    public Money? CeilingTogether(IReadOnlyCollection<string> texts) => CeilingOf(texts, Retry.MostTriesPerText + 2);

    /// <summary>Takes in what jobs and persons have put into the log since.</summary>
    public Task CatchUpAsync(ServerWorkspace workspace, CancellationToken cancellationToken) =>
        _log.CatchUpAsync(workspace, page => Cascade.LearnAsync(page, CancellationToken.None), cancellationToken);

    private Money? CeilingOf(IReadOnlyCollection<string> texts, int calls) => Teacher.Price is { } price
        ? new Money(texts.Sum(text => price.Of(Teacher.Ceiling(new Ask(Question, [text]))).NanoDollars) * calls)
            + (embedding is null ? Money.Zero : embedding.CeilingOf(texts))
        : null;
}
