using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Recorded;

/// <summary>
/// A teacher that repeats what was recorded: for demos, tests and replays. Costs nothing and needs no network. Thread-safe.
/// </summary>
internal sealed class RecordedTeacher : ITeacher
{
    private readonly Recording _recording;

    /// <param name="name">The teacher's name, to which answers belong.</param>
    /// <param name="recording">What it says.</param>
    public RecordedTeacher(string name, Recording recording)
    {
        Profile = new FreeProfile(name);
        _recording = recording;
    }

    /// <inheritdoc/>
    public TeacherProfile Profile { get; }

    /// <summary>
    /// Reads the columns <c>text</c> and <c>label</c> of a tab-separated file; a column named like a question holds the labels of that
    /// question. The name is <c>recorded:</c> and the file's name without its folder.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="questions">Names of the questions that will be asked; null when there is one, and the column <c>label</c> is meant for
    /// it.</param>
    /// <exception cref="BadInputException">The file is no good; the message says where.</exception>
    public static RecordedTeacher Load(string path, IReadOnlyCollection<string>? questions = null)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new BadInputException("The LLM 'recorded:' names no file; write recorded:FILE.tsv, with the columns text and label.");
        }

        return new RecordedTeacher($"recorded:{Path.GetFileName(path)}", Recording.Load(path, questions: questions));
    }

    /// <inheritdoc/>
    public Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(
            new Reply { Items = [.. Enumerable.Range(0, ask.AnswerCount).Select(place => Item(ask.QuestionAt(place), ask.TextAt(place)))] });
    }

    private AskOutcome Item(Question question, string text) => _recording.LabelOf(text, question.Name) switch
    {
        null => AskOutcome.Failed("not in the recording"),
        var label when question.IndexOf(label) is >= 0 and var index => AskOutcome.Answered(index),
        _ => AskOutcome.Failed("the recording has a label that the question does not"),
    };

    private sealed class FreeProfile(string name) : TeacherProfile
    {
        public override string Name => name;

        public override Price? Price => Price.Free;

        public override Usage Ceiling(Ask ask) => default;

        public override Usage Estimate(Ask ask) => default;
    }
}
