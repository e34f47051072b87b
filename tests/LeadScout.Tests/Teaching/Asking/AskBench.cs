using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>A store, a clock that stands still unless it is moved on, and services that use them.</summary>
internal sealed class AskBench
{
    public static readonly JobId Job = new("0123456789ab");

    public static readonly Question Level = new("level", "Which level?", Samples.Question.Text, [new Label("High"), new Label("Low")]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public InMemoryStore Store { get; } = new();

    public FakeTimeProvider Clock { get; } = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    /// <summary>What was told about waiting; null where it ended.</summary>
    public ConcurrentQueue<TeacherWait?> Waits { get; } = new();

    public static AskRequest Request(params string[] texts) => new(Job, default, [.. texts.Select(text => AskAbout(text))]);

    public static PlannedAsk AskAbout(string text, Question? question = null) => new(question ?? Samples.Question, TextKey.Of(text), text);

    /// <summary>A fault as its call ends with it: nothing is answered.</summary>
    public static Reply Broken(Ask ask, TeacherFault fault) => FakeTeacher.Broken(ask, fault.Kind) with { Fault = fault };

    /// <summary>How many texts each call was about, and the room that it had.</summary>
    public static IEnumerable<(int Texts, int? Room)> Shapes(FakeTeacher teacher) =>
        teacher.Asks.Select(ask => (ask.Texts.Length, ask.ThinkingRoom));

    public AskService ServiceOf(FakeTeacher teacher, AskServiceOptions? options = null, SpendingLimit? spending = null) => new(
        teacher,
        Store,
        spending ?? new SpendingLimit(null, Money.Zero),
        (options ?? new AskServiceOptions()) with { Clock = Clock, Waiting = Waits.Enqueue });

    public Task<AskResult> AskAsync(FakeTeacher teacher, params string[] texts) => AskAsync(teacher, Request(texts));

    public Task<AskResult> AskAsync(FakeTeacher teacher, AskRequest request, AskServiceOptions? options = null) =>
        EndOfAsync(ServiceOf(teacher, options).AskAsync(request, Cancellation));

    /// <summary>Lets time pass until it is done.</summary>
    public async Task<AskResult> EndOfAsync(Task<AskResult> asking)
    {
        while (!asking.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        return await asking;
    }

    public Task<ImmutableArray<LedgerLine>> CallsAsync() => Store.CallsAsync(Job, Cancellation);
}
