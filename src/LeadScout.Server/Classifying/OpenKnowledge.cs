using LeadScout.Answers;
using LeadScout.Hints;
using LeadScout.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Server.Classifying;

/// <summary>
/// What the log says about a question under a teacher, kept open to look at and up to date. Asks nobody, so it needs no key. Thread-safe.
/// </summary>
/// <param name="question">What is asked.</param>
/// <param name="teacher">Whose answers count, beside those of persons.</param>
/// <param name="second">Whose answers count where the teacher has none; null for nobody's.</param>
/// <param name="knowledge">What the log said when it was opened: of the teacher, not yet of the second.</param>
/// <param name="model">Whose vectors show the student what texts mean; null for nobody's.</param>
/// <param name="position">Up to where the log had been read then.</param>
internal sealed class OpenKnowledge(
    Question question, string teacher, string? second, Knowledge knowledge, string? model, long position)
{
    private readonly Lock _lock = new();
    private readonly LogFollower _first = new(question.Version, teacher, position);
    private readonly LogFollower? _second = second is null ? null : new LogFollower(question.Version, second, 0);

    /// <summary>What is asked.</summary>
    public Question Question { get; } = question;

    /// <summary>Whose answers count first.</summary>
    public string Teacher { get; } = teacher;

    /// <summary>Whose answers count where the teacher has none; null for nobody's.</summary>
    public string? Second { get; } = second;

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

    /// <summary>The same with what the text means, as far as the store has its vector, and the answered texts nearest to it.</summary>
    public async Task<Classification> ExplainAsync(ServerWorkspace workspace, string text, CancellationToken cancellationToken)
    {
        var vectors = await workspace.ReadAsync(store => VectorsAsync(store, [store.Keys.Of(text)], cancellationToken));
        Classification said;
        lock (_lock)
        {
            said = knowledge.Explain(text, vectors[0]);
        }

        return await workspace.ReadAsync(store => said.AsAskedAsync(Question, store, cancellationToken));
    }

    /// <summary>Takes in what jobs and persons have put into the log since.</summary>
    public async Task CatchUpAsync(ServerWorkspace workspace, CancellationToken cancellationToken)
    {
        await _first.CatchUpAsync(workspace, page => LearnAsync(workspace, page), cancellationToken);
        if (_second is not null)
        {
            await _second.CatchUpAsync(workspace, page => LearnAsync(workspace, [.. page.Where(AnswerPrecedence.IsSeconds)]), cancellationToken);
        }
    }

    private async Task LearnAsync(ServerWorkspace workspace, IReadOnlyList<Answer> answers)
    {
        var vectors = await workspace.ReadAsync(
            store => VectorsAsync(store, [.. answers.Select(answer => answer.Key)], CancellationToken.None));
        lock (_lock)
        {
            foreach (var (place, answer) in answers.Index())
            {
                knowledge.Learn(answer, vectors[place]);
            }
        }
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<Half>>> VectorsAsync(
        IVectorStore store, IReadOnlyList<TextKey> keys, CancellationToken cancellationToken) => model is null
        ? new ReadOnlyMemory<Half>[keys.Count]
        : await new StoredVectors(store, model).OfAsync(keys, cancellationToken);
}
