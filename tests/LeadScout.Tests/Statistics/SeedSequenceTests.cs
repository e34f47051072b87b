using LeadScout.Reviews;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class SeedSequenceTests
{
    [Fact]
    public void The_same_state_has_the_same_seeds_on_every_machine()
    {
        Assert.Equal(SeedSequence.Of(1, "job a", 7).Spawn("audits", 1), SeedSequence.Of(1, "job a", 7).Spawn("audits", 1));
        Assert.Equal(13_985_422_790_240_134_914, SeedSequence.Of(1, "job a", 7).Spawn("audits"));
    }

    [Fact]
    public void Reviews_of_two_lists_draw_other_rows() => Assert.NotEqual(SampleSeed.Of(1, "list a"), SampleSeed.Of(1, "list b"));

    [Fact]
    public void Seed_drawer_position_purpose_and_attempt_each_make_another()
    {
        var seeds = from seed in new ulong[] { 1, 2, 11 }
                    from drawer in new[] { "job a", "job b", "1" }
                    from position in new long[] { 0, 1, 11 }
                    from purpose in new[] { "audits", "self-check", "1" }
                    from attempt in Enumerable.Range(0, 12)
                    select SeedSequence.Of(seed, drawer, position).Spawn(purpose, attempt);

        Assert.Equal(3 * 3 * 3 * 3 * 12, seeds.Distinct().Count());
    }
}
