using LeadScout.Jobs.Running;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>Two jobs of one process and one provider.</summary>
public sealed class SharedLimitTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Two_jobs_keep_one_limit_by_the_teachers_own_count_and_come_to_what_they_would_without()
    {
        var (alone, without) = await RunAsync(new ProviderLimits(_clock), minutes: 0);
        Assert.True(without.Max() > 4, "the limit would not be noticed");

        var (limited, counts) = await RunAsync(new ProviderLimits(_clock, _ => new RateLimits(RequestsPerMinute: 4)), minutes: 20);

        Assert.Equal(alone, limited);
        Assert.All(counts, count => Assert.InRange(count, 0, 4));
    }

    /// <summary>Runs both; the results, and the calls in each minute.</summary>
    private async Task<(string[] Results, List<int> Counts)> RunAsync(ProviderLimits limits, int minutes)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var teacher = FakeTeacher.ByLength(Samples.Question);
        ListInMemory[] lists = [new([.. Samples.Titles(12)]), new([.. Samples.Titles(12).Select(title => "other " + title)])];
        var running = lists.Select(list => new JobRunner(new InMemoryStore(), new RetryPolicy(), _clock) { Shared = limits }
            .RunAsync(Samples.Request(list), teacher, null, cancellation)).ToArray();
        var (counts, seen) = (new List<int>(), 0);
        for (var minute = 0; minute < minutes && !Task.WhenAll(running).IsCompleted; minute++)
        {
            await FullAsync(limits, running);
            (counts, seen) = ([.. counts, teacher.Asks.Count - seen], teacher.Asks.Count);
            _clock.Advance(TimeSpan.FromSeconds(61));
        }

        await Task.WhenAll(running);
        counts.Add(teacher.Asks.Count - seen);
        return ([.. lists.SelectMany(list => list.Result!), .. teacher.AskedTexts.Order()], counts);
    }

    // Until the minute is full and all of its calls are home, or there is nothing more to ask.
    private static async Task FullAsync(ProviderLimits limits, Task[] running)
    {
        while (limits.Uses is not [{ Calls: 4, AtOnce: 0 }] && !running.All(job => job.IsCompleted))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
