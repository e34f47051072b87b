using LeadScout.Server.Clustering;
using LeadScout.Server.Dashboard.Cluster;
using Xunit;

namespace LeadScout.Dashboard.Tests;

/// <summary>What is said of calls that are out: a price that nobody knows is never told as nothing.</summary>
public sealed class ClusterWordingTests
{
    [Theory]
    [InlineData(0, 0, 0, true, "No call is out.")]
    [InlineData(1, 0.5, 0, true, "1 call has not ended, for which at most $0.50 is held back.")]
    [InlineData(2, 0, 0, true, "2 calls have not ended, for which at most $0.00 is held back.")] // a free LLM
    [InlineData(2, 0, 2, true, "2 calls have not ended; their price is unknown, so nothing could be held back for them.")]
    [InlineData(1, 0, 1, true, "1 call has not ended; its price is unknown, so nothing could be held back for it.")]
    [InlineData(3, 0.25, 1, true, "3 calls have not ended, for which at most $0.25 is held back; the price of 1 of them is unknown, and nothing could be held back for it.")]
    [InlineData(3, 0.25, 1, false, "3 calls have not ended.")]
    public void Calls_that_are_out(long open, double held, long unpriced, bool maySeeMoney, string says) => Assert.Equal(
        says, ClusterWording.OpenCalls(new ClusterDocument(1, [], [], [], false, open, (decimal)held, unpriced, [], 1), maySeeMoney));

    [Theory]
    [InlineData(0, "0 kB")]
    [InlineData(1, "1 kB")]
    [InlineData(49_152, "48 kB")]
    [InlineData(10_171_187, "9.7 MB")]
    [InlineData(3_221_225_472, "3.0 GB")]
    public void What_is_there_is_never_told_as_nothing(long bytes, string says) => Assert.Equal(says, ClusterWording.Size(bytes));
}
