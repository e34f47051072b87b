using CsCheck;
using LeadScout.Patterns;
using Xunit;

namespace LeadScout.Tests.Patterns;

public sealed class RetiredPatternsTests
{
    [Fact]
    public void The_latest_verdict_on_a_pattern_stands_and_retirements_keep_their_order() =>
        Assert.Equal(
            ["word:c", "word:a"],
            Names(RetiredPatterns.Of([Retire("a", 1), Retire("b", 2), Retire("c", 3), Restore("a", 4), Restore("b", 5), Retire("a", 6)])));

    [Fact]
    public void What_is_retired_twice_or_restored_in_vain_is_no_different() =>
        Assert.Equal([2L], RetiredPatterns.Of([Restore("a", 1), Retire("a", 2), Retire("a", 3)]).Select(verdict => verdict.Position));

    [Fact]
    public void At_a_position_it_is_what_the_verdicts_up_to_it_say() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool).Array[0, 12].Sample(steps =>
        {
            var verdicts = steps.Select((step, i) => Logs.Verdict($"word:{step.Item1}", step.Item2, i + 1)).ToArray();
            for (var position = 0; position <= verdicts.Length; position++)
            {
                var latest = verdicts.Take(position)
                    .GroupBy(verdict => verdict.Pattern)
                    .Select(group => group.Last())
                    .Where(verdict => verdict.Retired);
                Assert.Equal(latest.Select(verdict => verdict.Pattern).Order(), Names(RetiredPatterns.Of(verdicts, position)).Order());
            }
        });

    private static PatternVerdict Retire(string word, long position) => Logs.Verdict($"word:{word}", retired: true, position);

    private static PatternVerdict Restore(string word, long position) => Logs.Verdict($"word:{word}", retired: false, position);

    private static IEnumerable<string> Names(IEnumerable<PatternVerdict> verdicts) => verdicts.Select(verdict => verdict.Pattern);
}
