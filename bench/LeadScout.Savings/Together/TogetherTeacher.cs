using LeadScout.Llm;
using LeadScout.Llm.OpenAI;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Savings.Together;

/// <summary>
/// Answers at once from known labels; counts tokens by the prompts, schema and tokenizer that a real model would be asked with, of the
/// reply as it would be written. Thread-safe.
/// </summary>
internal sealed class TogetherTeacher(Func<Question, string, int> answer, Price price) : TeacherProfile, ITeacher
{
    private readonly TeacherProfile _model = Teachers.ProfileOf("openai:gpt-5-mini", new TeacherOptions { Price = price });

    /// <inheritdoc/>
    public TeacherProfile Profile => this;

    /// <inheritdoc/>
    public override string Name => "bench:together";

    /// <inheritdoc/>
    public override Price? Price => price;

    /// <inheritdoc/>
    public override Usage Ceiling(Ask ask) => _model.Ceiling(ask);

    /// <inheritdoc/>
    public override bool Fits(Ask ask) => _model.Fits(ask);

    /// <inheritdoc/>
    public override Usage Estimate(Ask ask) => _model.Estimate(ask);

    /// <inheritdoc/>
    public Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        var labels = Enumerable.Range(0, ask.AnswerCount).Select(place => answer(ask.QuestionAt(place), ask.TextAt(place))).ToArray();
        return Task.FromResult(new Reply
        {
            Items = [.. labels.Select(AskOutcome.Answered)],
            Usage = new Usage(_model.Estimate(ask).InputTokens, 0, TokenCounter.Count(Written(ask, labels))),
        });
    }

    /// <summary>The reply as a model writes it: no spaces.</summary>
    private static string Written(Ask ask, int[] labels)
    {
        var said = labels.Select(
            (label, place) => (Question: ask.QuestionAt(place), Label: Prompt.Quoted(ask.QuestionAt(place).Labels[label].Name))).ToArray();
        var items = said.Chunk(ask.Questions.Length).Select((answers, text) => $"\"{text + 1}\":" + (answers is [var only]
            ? only.Label
            : $"{{{string.Join(',', answers.Select(one => $"{Prompt.Quoted(one.Question.Name)}:{one.Label}"))}}}"));
        return $"{{{string.Join(',', items)}}}";
    }
}
