using System.Net;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using Xunit;

namespace LeadScout.Library.Tests;

public sealed class FaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Thrown =>
    [
        new InvalidOperationException("VP Sales is in here"),
        new HttpRequestException("no route"),
        new NotImplementedException(),
    ];

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task What_the_client_threw_reaches_the_caller_as_the_cause(Exception thrown)
    {
        await using var bench = Throwing(thrown);
        await using var scout = bench.Open(clock: new ImpatientClock());

        var single = await Assert.ThrowsAsync<TeacherUnavailableException>(() => scout.ClassifyAsync(Bench.Department, "VP Sales", Stop));
        var stream = await Assert.ThrowsAsync<TeacherUnavailableException>(
            async () => await scout.ClassifyAsync(Bench.Department, ["VP Sales"], title => title, Stop).ToArrayAsync(Stop));
        var job = await Assert.ThrowsAsync<TeacherUnavailableException>(
            () => scout.LabelAsync(Bench.Department, Bench.Titles(50), title => title, cancellationToken: Stop));

        Assert.Same(thrown, single.InnerException);
        Assert.Same(thrown, stream.InnerException);
        Assert.Same(thrown, job.InnerException);
        Assert.NotNull(job.Job);
        foreach (var error in new[] { single, stream, job })
        {
            Assert.Contains("acme:small", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("VP Sales", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_client_that_stumbles_is_asked_again_and_nobody_hears_of_it()
    {
        var calls = 0;
        await using var bench = new Bench
        {
            Chat = new FakeChatClient(Bench.DepartmentOf)
            {
                Before = _ => Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException() : Task.CompletedTask,
            },
        };
        await using var scout = bench.Open(clock: new ImpatientClock());

        Assert.Equal("Sales", (await scout.ClassifyAsync(Bench.Department, "VP Sales", Stop)).Label);
    }

    [Fact]
    public async Task A_job_whose_client_broke_goes_on_with_a_whole_one()
    {
        var (calls, isMended) = (0, false);
        await using var bench = new Bench
        {
            Chat = new FakeChatClient(Bench.DepartmentOf)
            {
                Before = _ => Interlocked.Increment(ref calls) > 2 && !isMended ? throw new InvalidOperationException() : Task.CompletedTask,
            },
        };
        var titles = Bench.Titles(300);
        await using (var scout = bench.Open(clock: new ImpatientClock()))
        {
            await Assert.ThrowsAsync<TeacherUnavailableException>(
                () => scout.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop));
        }

        isMended = true;
        await using var later = bench.Open(clock: new ImpatientClock());
        var job = await later.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop);
        Assert.Equal(JobState.Done, job.State);
        Assert.Equal(bench.Chat.Asked.Distinct().Count(), bench.Chat.Asked.Count);
    }

    [Fact]
    public async Task A_teacher_that_gives_no_label_of_the_question_leaves_the_text_undecided_and_says_why()
    {
        await using var bench = new Bench { Chat = new FakeChatClient(_ => "Marketing") };
        await using var scout = bench.Open(clock: new ImpatientClock());

        var decided = await scout.ClassifyAsync(Bench.Department, "VP Sales", Stop);
        Assert.Equal((null, UndecidedReason.Failed), (decided.Label, decided.Decision.Reason));
        Assert.False(string.IsNullOrEmpty(decided.Reason));
    }

    [Fact]
    public async Task Neither_a_thrown_message_nor_a_text_is_stored_with_the_call()
    {
        await using var bench = Throwing(new InvalidOperationException("Secretissima"));
        await using (var scout = bench.Open(clock: new ImpatientClock()))
        {
            await Assert.ThrowsAsync<TeacherUnavailableException>(() => scout.ClassifyAsync(Bench.Department, "VP Secretissima", Stop));
        }

        bench.Close();
        Assert.DoesNotContain("Secretissima", await File.ReadAllTextAsync(bench.Database, Stop), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_the_client_threw_about_a_text_that_is_given_up_stands_beside_it()
    {
        var thrown = new HttpRequestException("VP Sales is in here", null, HttpStatusCode.BadRequest);
        await using var bench = new Bench
        {
            Chat = new FakeChatClient(title => title == "VP Sales" ? throw thrown : Bench.DepartmentOf(title)),
        };
        await using var scout = bench.Open(clock: new ImpatientClock());

        await scout.ClassifyAsync(Bench.Department, "Cook", Stop); // so that it is known to serve others
        var decided = await scout.ClassifyAsync(Bench.Department, ["Engineer", "VP Sales", "Gardener"], title => title, Stop)
            .Select(pair => pair.Result).ToArrayAsync(Stop);

        Assert.Equal(["IT", null, "Other"], decided.Select(one => one.Label));
        Assert.Equal([null, thrown, null], decided.Select(one => one.Cause));
        Assert.Equal(UndecidedReason.Failed, decided[1].Decision.Reason);
        Assert.DoesNotContain("VP Sales", decided[1].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("VP Sales", System.Text.Json.JsonSerializer.Serialize(decided[1]), StringComparison.Ordinal);
    }

    private static Bench Throwing(Exception thrown) => new()
    {
        Chat = new FakeChatClient(Bench.DepartmentOf) { Before = _ => Task.FromException(thrown) },
    };
}
