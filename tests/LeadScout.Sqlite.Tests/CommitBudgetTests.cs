using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Sqlite.Tests;

/// <summary>Every reply is committed: what that allocates stays within its budget.</summary>
public sealed class CommitBudgetTests
{
    private const int Texts = 20;
    private const string Teacher = "fake:teacher";
    private static readonly QuestionVersion Question = new(new Hash128(0, 1));
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public async Task Committing_an_answer_takes_its_bytes()
    {
        const double BytesPerAnswer = 1_800, Slack = 1.1;
        using var directory = new TemporaryDirectory();
        using var store = SqliteStore.Open(directory.File("leadscout.db"));
        double allocated = 0;
        for (var reply = 0; reply < 3; reply++)
        {
            ImmutableArray<Answer> answers = [.. Enumerable.Range(reply * Texts, Texts).Select(Answer)];
            var end = new CallEnd
            {
                Call = await store.BeginAsync(Intent(answers), TestContext.Current.CancellationToken),
                State = CallState.Answered,
                Usage = new Usage(700, 0, 160),
                Billing = Billing.Measured,
                Cost = null,
                At = Start,
                Answers = answers,
            };
            var before = GC.GetAllocatedBytesForCurrentThread();
            await store.CommitAsync(end);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Texts;
        }

        Assert.InRange(allocated, 0.5 * BytesPerAnswer, Slack * BytesPerAnswer);
    }

    private static CallIntent Intent(ImmutableArray<Answer> answers) => new()
    {
        Job = null,
        Batch = BatchId.OfPlan(1),
        Attempt = 1,
        Teacher = Teacher,
        Texts = [.. answers.Select(answer => answer.Key)],
        Ceiling = null,
        At = Start,
    };

    private static Answer Answer(int number) => new()
    {
        Question = Question,
        Key = TextKey.Of($"head of sales {number}"),
        Text = $"Head of Sales {number}",
        Label = "Sales",
        Source = AnswerSource.Teacher,
        By = Teacher,
        At = Start,
    };
}
