using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.Streaming;

namespace LeadScout.Server.Classifying;

/// <summary>
/// What the log says about a question under a teacher, kept open to look at and up to date. Asks nobody, so it needs no key. Thread-safe.
/// </summary>
/// <param name="question">What is asked.</param>
/// <param name="teacher">Whose answers count, beside those of persons.</param>
/// <param name="second">Whose answers count where the teacher has none; null for nobody's.</param>
/// <param name="knowledge">What the log said when it was opened: of the teacher, not yet of the second.</param>
/// <param name="position">Up to where the log had been read then.</param>
internal sealed class OpenKnowledge(Question question, string teacher, string? second, Knowledge knowledge, long position)
{
    private readonly Lock _lock = new();
    private readonly LogFollower _first = new(question.Version, teacher, position);
    private readonly LogFollower? _second = second is null ? null : new LogFollower(question.Version, second, 0);

    /// <summary>What is asked.</summary>
    public Question Question { get; } = question;

    /// <summary>Whose answers count first.</summary>
    public string Teacher { get; } = teacher;

    /// <summary>What an answer or a rule says about a text; null where neither does.</summary>
    public Classification? Known(string text) => knowledge.Known(text);

    /// <summary>What is known about a text, or else what the student would say, which nothing has proven.</summary>
    public Classification Explain(string text)
    {
        lock (_lock)
        {
            return knowledge.Explain(text);
        }
    }

    /// <summary>Takes in what jobs and persons have put into the log since.</summary>
    public async Task CatchUpAsync(ServerWorkspace workspace, CancellationToken cancellationToken)
    {
        await foreach (var page in _first.NewAsync(workspace, cancellationToken))
        {
            Learn(page);
        }

        if (_second is not null)
        {
            await foreach (var page in _second.NewAsync(workspace, cancellationToken))
            {
                Learn(page.Where(AnswerPrecedence.IsSeconds));
            }
        }
    }

    private void Learn(IEnumerable<Answer> answers)
    {
        lock (_lock)
        {
            foreach (var answer in answers)
            {
                knowledge.Learn(answer);
            }
        }
    }
}
