using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Sqlite.Tests;

/// <summary>
/// The other process: this program, started again with a database in its environment. It begins each call before it ends the one before,
/// and says so on its output once the store has said that it is on disk. It goes on until it is killed or its input ends.
/// </summary>
internal static class Committer
{
    public const string Variable = "LEADSCOUT_TEST_COMMIT_TO";
    public const string LinesVariable = "LEADSCOUT_TEST_ONE_CALL_A_LINE";
    public const string Teacher = "recorded:test";
    public const int TextsPerCall = 3;

    public static JobId Job { get; } = new("00000000000a");

    public static QuestionVersion Question { get; } = new(new Hash128(0, 7));

    [ModuleInitializer]
    [SuppressMessage("Usage", "xUnit1031", Justification = "The store's tasks are complete.")]
    internal static void RunInsteadOfTheTests()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } path)
        {
            RunAsync(path, Environment.GetEnvironmentVariable(LinesVariable) is not null).GetAwaiter().GetResult();
            Environment.Exit(0);
        }
    }

    private static async Task RunAsync(string path, bool oneCallALine)
    {
        await using var store = SqliteStore.Open(path);
        Say("open", Environment.ProcessId);
        long open = await BeginAsync(store);
        while (!oneCallALine || Console.ReadLine() is not null)
        {
            long next = await BeginAsync(store);
            await store.CommitAsync(End(open));
            Say("ended", open);
            open = next;
        }
    }

    private static async Task<long> BeginAsync(SqliteStore store)
    {
        var intent = new CallIntent
        {
            Job = Job,
            Batch = default,
            Attempt = 1,
            Teacher = Teacher,
            Texts = [TextKey.Of("a"), TextKey.Of("b")],
            Ceiling = new Money(5),
            At = DateTimeOffset.UnixEpoch,
        };
        long call = await store.BeginAsync(intent);
        Say("begun", call);
        return call;
    }

    private static CallEnd End(long call) => new()
    {
        Call = call,
        State = CallState.Answered,
        Usage = new Usage(10, 0, 1),
        Billing = Billing.Measured,
        Cost = new Money(3),
        At = DateTimeOffset.UnixEpoch,
        Answers = [.. Enumerable.Range(0, TextsPerCall).Select(i => Answer($"{call} {i}"))],
        Failures = [new FailedText(Question, TextKey.Of($"failed {call}"), "nonsense")],
    };

    private static Answer Answer(string text) => new()
    {
        Question = Question,
        Key = TextKey.Of(text),
        Text = text,
        Label = "Sales",
        Source = AnswerSource.Teacher,
        By = Teacher,
        At = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The stop at the end tells a whole line from one that a kill has cut.</summary>
    private static void Say(string what, long which)
    {
        Console.Out.WriteLine($"{what} {which}.");
        Console.Out.Flush();
    }
}
