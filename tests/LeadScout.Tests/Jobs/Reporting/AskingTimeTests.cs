using CsCheck;
using LeadScout.ActiveLearning;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using Xunit;

namespace LeadScout.Tests.Jobs.Reporting;

public sealed class AskingTimeTests
{
    private static readonly TimeSpan Reply = TimeSpan.FromSeconds(2);

    [Fact]
    public void The_first_answers_come_one_call_after_the_other() =>
        Assert.Equal(Reply * 16, AskingTime.Of(16, 0, new JobSettings(), Reply));

    [Fact]
    public void With_many_answers_all_calls_that_are_allowed_are_in_flight() =>
        Assert.Equal(Reply * 10, AskingTime.Of(80, 100_000, new JobSettings { Concurrency = 8 }, Reply));

    [Fact]
    public void A_job_that_learns_later_has_all_of_them_in_flight_at_once() =>
        Assert.Equal(Reply * 2, AskingTime.Of(16, 0, new JobSettings { Learn = LearnMode.Deferred }, Reply));

    [Fact]
    public void More_calls_never_take_less_time_and_more_at_once_never_more() => Gen
        .Select(Gen.Long[0, 5_000], Gen.Long[0, 5_000], Gen.Int[1, 64], Gen.Int[1, 200])
        .Sample((calls, answers, concurrency, rowsPerCall) =>
        {
            var settings = new JobSettings { Concurrency = concurrency, RowsPerCall = rowsPerCall };
            var time = AskingTime.Of(calls, answers, settings, Reply);

            Assert.InRange(time, Reply * Math.Ceiling((double)calls / concurrency), Reply * calls);
            Assert.True(time <= AskingTime.Of(calls + 1, answers, settings, Reply));
            Assert.True(AskingTime.Of(calls, answers, settings with { Concurrency = concurrency + 1 }, Reply) <= time);
        });

    [Fact]
    public void A_replys_time_is_known_by_the_last_ones_and_how_many_are_out_at_once()
    {
        var times = new ReplyTimes();
        times.Begin(TimeSpan.FromSeconds(10));
        Assert.Null(times.Of(4));

        times.Add(TimeSpan.FromSeconds(11), 0); // nothing came home
        Assert.Null(times.Of(4));

        times.Add(TimeSpan.FromSeconds(12), 4);
        Assert.Equal(TimeSpan.FromSeconds(2), times.Of(4));
        for (var second = 1; second <= 40; second++)
        {
            times.Add(TimeSpan.FromSeconds(12 + (5 * second)), 1); // it has become slow: what was before is forgotten
        }

        Assert.Equal(TimeSpan.FromSeconds(5), times.Of(1));
    }
}
