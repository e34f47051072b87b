using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;
using static LeadScout.Tests.Teaching.Asking.AskBench;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>What the journal holds about a call, and what the result says that it came to.</summary>
public sealed class AskJournalTests
{
    private readonly AskBench _bench = new();

    [Fact]
    public async Task A_call_is_journaled_with_whom_it_asked_what_about_which_texts()
    {
        var start = _bench.Clock.GetUtcNow();
        await _bench.AskAsync(new FakeTeacher(_ => "Sales") { ToQuestion = (question, _) => question == Level ? "High" : "Sales" }, Both("a", "b") with { Batch = BatchId.OfPlan(7) });

        var line = Assert.Single(await _bench.CallsAsync());
        Assert.Equal((AskBench.Job, BatchId.OfPlan(7), 1, "fake:teacher"), (line.Intent.Job, line.Intent.Batch, line.Intent.Attempt, line.Intent.Teacher));
        Assert.Equal([Samples.Question.Version, Level.Version], line.Intent.Questions);
        Assert.Equal([TextKey.Of("a"), TextKey.Of("b")], line.Intent.Texts);
        Assert.True(start < line.Intent.At && line.Intent.At < line.EndedAt);
    }

    [Fact]
    public async Task A_call_of_a_runner_whose_lease_is_gone_does_not_go_out()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var epoch = await _bench.Store.LeaseAsync(AskBench.Job, TestContext.Current.CancellationToken);
        await _bench.AskAsync(teacher, Request("a") with { Epoch = epoch });

        await Assert.ThrowsAsync<JobHeldException>(() => _bench.AskAsync(teacher, Request("b") with { Epoch = epoch + 1 }));

        Assert.Equal(["a"], teacher.AskedTexts);
    }

    [Fact]
    public async Task An_answer_says_who_gave_it_in_which_call_to_what()
    {
        var audit = new AuditMark("Other", 0.5);

        var result = await _bench.AskAsync(new FakeTeacher(_ => "Marketing"), Request() with { Asks = [AskAbout("a") with { Audit = audit }] });

        var line = Assert.Single(await _bench.CallsAsync());
        var answer = Assert.Single(result.Answers);
        Assert.Equal(
            new Answer
            {
                Question = Samples.Question.Version,
                Key = TextKey.Of("a"),
                Text = "a",
                Label = "Marketing",
                Source = AnswerSource.Teacher,
                By = "fake:teacher",
                Job = AskBench.Job,
                Call = line.Id,
                At = line.EndedAt!.Value,
                Audit = audit,
            },
            answer);
    }

    [Fact]
    public async Task The_model_that_answered_is_told_and_one_that_did_not_is_not()
    {
        FakeTeacher? teacher = null;
        teacher = new FakeTeacher(text => text == "odd" ? null : "Sales")
        {
            Mishap = (n, ask) => teacher!.Answer(ask) with { Model = n switch { 1 => "one", 2 => "two", _ => null } },
        };

        var result = await _bench.AskAsync(teacher, Request("a", "odd", "c") with { Lessons = new CallLessons(MostTexts: 1) });

        Assert.Equal([new AnsweringModel("fake:teacher", "one")], result.Models);
        Assert.Equal(["one", "two", null, null, null], (await _bench.CallsAsync()).Select(line => line.Model));
    }

    [Fact]
    public async Task A_call_has_failed_that_brought_no_answer_and_says_why()
    {
        var teacher = new FakeTeacher(text => text == "odd" ? null : "Sales")
        {
            Mishap = (n, ask) => n switch
            {
                2 => FakeTeacher.Broken(ask, TeacherFaultKind.Refused),
                3 => new Reply { Items = [default] },
                _ => null,
            },
        };

        var result = await _bench.AskAsync(teacher, "a", "odd");

        Assert.Equal(
            [
                (CallState.Answered, null), (CallState.Failed, "The teacher is Refused."), (CallState.Failed, "No usable answer: missing from the reply."),
                .. Enumerable.Repeat((CallState.Failed, (string?)"No usable answer: no label."), 2),
            ],
            (await _bench.CallsAsync()).Select(line => (line.State, line.Fault)));
        Assert.Equal((5, 4), (result.Calls, result.FailedCalls));
    }

    [Theory]
    [InlineData(true, 7, 7, Billing.Measured)]
    [InlineData(true, 900, 900, Billing.Measured)]
    [InlineData(false, 7, 120, Billing.PossiblyBilled)]
    [InlineData(false, 900, 900, Billing.PossiblyBilled)]
    public async Task A_call_costs_what_was_counted_and_where_it_may_be_more_its_ceiling(bool isCounted, long tokens, long cost, Billing billing)
    {
        FakeTeacher? teacher = null;
        teacher = new FakeTeacher(_ => "Sales")
        {
            Price = new Price(1, 1, 1),
            Mishap = (_, ask) => teacher!.Answer(ask) with { Usage = new Usage(tokens, 0, 0), UsageKnown = isCounted },
        };

        var result = await _bench.AskAsync(teacher, "a");

        var micro = new Money(cost * 1000);
        var line = Assert.Single(await _bench.CallsAsync());
        Assert.Equal((micro, billing), (line.Cost, line.Billing));
        Assert.Equal(isCounted ? (micro, Money.Zero) : (Money.Zero, micro), (result.Spent, result.PossiblyBilled));
    }

    [Fact]
    public async Task Where_the_price_is_unknown_so_is_what_was_spent()
    {
        var result = await _bench.AskAsync(new FakeTeacher(_ => "Sales") { Price = null }, "a");

        var line = Assert.Single(await _bench.CallsAsync());
        Assert.Equal((null, null, null), (result.Spent, line.Cost, line.Intent.Ceiling));
    }

    private static AskRequest Both(params string[] texts) =>
        Request() with { Asks = [.. texts.SelectMany(text => (PlannedAsk[])[AskAbout(text), AskAbout(text, Level)])] };
}
