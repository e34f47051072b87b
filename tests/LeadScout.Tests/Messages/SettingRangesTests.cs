using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Streaming;
using Xunit;

namespace LeadScout.Tests.Messages;

/// <summary>Settings take what their range says, and refuse what lies beside it.</summary>
public sealed class SettingRangesTests
{
    [Fact]
    public void A_range_ends_where_it_says()
    {
        var range = new WholeRange(1, 200);
        Assert.True(range.Contains(1) && range.Contains(200));
        Assert.False(range.Contains(0) || range.Contains(201));
        Assert.Equal("1 to 200", range.ToString());
    }

    [Fact]
    public void Jobs_and_streams_refuse_what_lies_beside_the_range()
    {
        foreach (var rows in (int[])[SettingRanges.RowsPerCall.Least - 1, SettingRanges.RowsPerCall.Most + 1])
        {
            Assert.Contains(
                SettingRanges.RowsPerCall.ToString(),
                Assert.Throws<ArgumentOutOfRangeException>(() => new JobSettings { RowsPerCall = rows }).Message,
                StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeOptions { RowsPerCall = rows });
        }

        foreach (var calls in (int[])[SettingRanges.Concurrency.Least - 1, SettingRanges.Concurrency.Most + 1])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new JobSettings { Concurrency = calls });
            Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeOptions { Concurrency = calls });
        }
    }
}
