using System.Collections.Concurrent;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Tests.Fakes;

/// <summary>Answers by a function of the text; remembers what it was asked; goes wrong on request.</summary>
internal sealed class FakeTeacher(Func<string, string?> answer) : ITeacher
{
    private readonly ConcurrentQueue<Ask> _asks = new();

    public TeacherProfile Profile => new FakeProfile(this);

    public string Name { get; init; } = "fake:teacher";

    public Price? Price { get; init; } = new(1, 0.5m, 2);

    /// <summary>Called for each ask, by its number from 1: null to answer as usual.</summary>
    public Func<int, Ask, Reply?> Mishap { get; init; } = (_, _) => null;

    /// <summary>Awaited before each reply, by the ask's number from 1.</summary>
    public Func<int, Task> Delay { get; init; } = _ => Task.CompletedTask;

    /// <summary>The answer to a question about a text, for those who tell questions apart.</summary>
    public Func<Question, string, string?> ToQuestion { get; init; } = (_, text) => answer(text);

    /// <summary>The most characters that one call may hold, those of a text once for each question.</summary>
    public int MostCharacters { get; init; } = int.MaxValue;

    /// <summary>The same call with more room to think; null where there is no more.</summary>
    public Func<Ask, Ask?> Roomier { get; init; } = _ => null;

    /// <summary>Input tokens of a text, as it estimates them; it bills 5.</summary>
    public Func<string, int> EstimatedTokens { get; init; } = text => text.Length;

    public IReadOnlyList<Ask> Asks => [.. _asks];

    public IReadOnlyList<string> AskedTexts => [.. _asks.SelectMany(ask => ask.Texts)];

    public static FakeTeacher ByLength(Question question) => new(text => question.Labels[text.Length % question.Labels.Length].Name);

    public static implicit operator TeacherProfile(FakeTeacher teacher) => teacher.Profile;

    public bool Fits(Ask ask) => ask.Questions.Length * ask.Texts.Sum(text => text.Length) <= MostCharacters;

    public Usage Estimate(Ask ask) => new(100 + ask.Texts.Sum(EstimatedTokens), 0, 5 * ask.Texts.Length);

    public async Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        _asks.Enqueue(ask);
        var number = _asks.Count;
        await Delay(number);
        return Mishap(number, ask) ?? Answer(ask);
    }

    public Reply Answer(Ask ask) => new()
    {
        Items = [.. Enumerable.Range(0, ask.AnswerCount).Select(place => ToQuestion(ask.QuestionAt(place), ask.TextAt(place)) is { } label && ask.QuestionAt(place).IndexOf(label) is >= 0 and var index
            ? AskOutcome.Answered(index)
            : AskOutcome.Failed("no label"))],
        Usage = new Usage(100 + (5 * ask.Texts.Length), 0, 5 * ask.Texts.Length),
    };

    public static Reply Broken(Ask ask, TeacherFaultKind kind) => new()
    {
        Items = [.. Enumerable.Repeat(AskOutcome.Failed("no reply"), ask.AnswerCount)],
        Fault = new TeacherFault(kind, $"The teacher is {kind}."),
    };

    private sealed class FakeProfile(FakeTeacher teacher) : TeacherProfile
    {
        public override string Name => teacher.Name;

        public override Price? Price => teacher.Price;

        public override Usage Ceiling(Ask ask) => new(100 + (10 * ask.Texts.Length), 0, 10 * ask.Texts.Length);

        public override bool Fits(Ask ask) => teacher.Fits(ask);

        public override Usage Estimate(Ask ask) => teacher.Estimate(ask);

        public override Ask? Roomier(Ask ask) => teacher.Roomier(ask);
    }
}
