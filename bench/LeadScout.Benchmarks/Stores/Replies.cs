using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Savings.Sets;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Benchmarks.Stores;

/// <summary>Replies of 20 answers each over a public set, as a job commits them.</summary>
internal sealed class Replies(LabelledSet set)
{
    public const int Answers = 20;
    private const string Teacher = "bench:key";
    private static readonly JobId Job = new("aaaaaaaaaaaa");
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch.AddDays(20_000);

    /// <summary>The question answered.</summary>
    public Question Question => set.Question;

    /// <summary>The answer for a text by its running number; texts come again with a number behind them.</summary>
    public Answer Answer(int number)
    {
        var index = number % set.Texts.Count;
        var text = number < set.Texts.Count ? set.Texts[index] : set.Texts[index] + " " + (number / set.Texts.Count);
        return new Answer
        {
            Question = set.Question.Version,
            Key = TextKey.Of(text),
            Text = text,
            Label = set.Question.Labels[set.Labels[index]].Name,
            Source = AnswerSource.Teacher,
            By = Teacher,
            At = At,
        };
    }

    /// <summary>The answers of one reply.</summary>
    public ImmutableArray<Answer> Of(int reply) => [.. Enumerable.Range(reply * Answers, Answers).Select(Answer)];

    /// <summary>What is journaled before the call.</summary>
    public static CallIntent Intent(int reply, ImmutableArray<Answer> answers) => new()
    {
        Job = Job,
        Batch = BatchId.OfPlan(reply),
        Attempt = 1,
        Teacher = Teacher,
        Texts = [.. answers.Select(answer => answer.Key)],
        Ceiling = new Money(1_000_000),
        At = At,
    };

    /// <summary>What is committed after it.</summary>
    public static CallEnd End(long call, ImmutableArray<Answer> answers) => new()
    {
        Call = call,
        State = CallState.Answered,
        Usage = new Usage(700, 0, 160),
        Billing = Billing.Measured,
        Cost = new Money(500_000),
        At = At,
        Answers = answers,
    };
}
