using CsCheck;
using LeadScout.ActiveLearning;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class DeferredAsksTests
{
    [Fact]
    public void A_repeat_far_apart_in_the_same_window_is_asked_again()
    {
        var asks = new DeferredAsks(new JobSettings { Learn = LearnMode.Deferred, RowsPerCall = 2, Concurrency = 2 });
        foreach (var text in new[] { 0, 1, 2, 0, 0, 3, 1 })
        {
            asks.See(text);
        }

        // Calls (0 1) (2 0) end the window; then 0 is known, (3 ...) opens the next, and 1 is known too.
        Assert.Equal([0, 1, 2, 0, 3], asks.Asks);
    }

    [Fact]
    public void It_agrees_with_a_simulation_that_keeps_every_call() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 60], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Bool).Sample((rows, rowsPerCall, concurrency, wholeJob) =>
        {
            var settings =
                new JobSettings { Learn = wholeJob ? LearnMode.DeferredJob : LearnMode.Deferred, RowsPerCall = rowsPerCall, Concurrency = concurrency };
            var asks = new DeferredAsks(settings);
            Array.ForEach(rows, asks.See);
            Assert.Equal(Simulated(rows, rowsPerCall, wholeJob ? int.MaxValue : concurrency), asks.Asks);
        });

    private static List<int> Simulated(int[] rows, int rowsPerCall, int callsPerWindow)
    {
        var (known, calls, asked) = (new HashSet<int>(), new List<List<int>> { new() }, new List<int>());
        foreach (var text in rows)
        {
            if (calls[^1].Count == rowsPerCall)
            {
                if (calls.Count == callsPerWindow)
                {
                    known.UnionWith(calls.SelectMany(call => call));
                    calls.Clear();
                }

                calls.Add([]);
            }

            if (!known.Contains(text) && !calls[^1].Contains(text))
            {
                calls[^1].Add(text);
                asked.Add(text);
            }
        }

        return asked;
    }
}
