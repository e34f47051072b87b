using System.Text.Json;
using CsCheck;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.Tests.Teaching.Calls;

public sealed class BatchIdTests
{
    [Fact]
    public void The_number_that_the_journal_keeps_says_the_kind_and_comes_back_the_same() =>
        Gen.Select(Gen.Long[0, (1L << 40) - 1], Gen.Enum<BatchKind>()).Sample((number, kind) =>
        {
            var batch = kind switch
            {
                BatchKind.Plan => BatchId.OfPlan(number),
                BatchKind.SelfCheck => BatchId.OfSelfCheck(number),
                BatchKind.Embedding => BatchId.OfEmbedding(number),
                _ => BatchId.OfAloneCheck(number),
            };

            Assert.Equal((kind, number), (batch.Kind, batch.Number));
            Assert.Equal(batch, BatchId.FromStored(batch.Stored));
        });

    [Fact]
    public void Journals_of_before_are_read_as_they_were_meant()
    {
        Assert.Equal(0, default(BatchId).Stored);
        Assert.Equal(BatchId.OfPlan(7), BatchId.FromStored(7));
        Assert.Equal(BatchId.OfSelfCheck(0), BatchId.FromStored(1L << 40));
        Assert.Equal(BatchId.OfSelfCheck(3), BatchId.FromStored((1L << 40) + 3));
    }

    [Fact]
    public void The_next_batch_is_of_the_same_kind()
    {
        Assert.Equal(BatchId.OfPlan(1), default(BatchId).Next());
        Assert.Equal(BatchId.OfSelfCheck(5), BatchId.OfSelfCheck(4).Next());
        Assert.Equal(BatchId.OfEmbedding(5), BatchId.OfEmbedding(4).Next());
        Assert.Equal(BatchId.OfAloneCheck(5), BatchId.OfAloneCheck(4).Next());
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfPlan((1L << 40) - 1).Next());
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfSelfCheck((1L << 40) - 1).Next());
    }

    [Fact]
    public void A_number_that_would_be_taken_for_another_kind_is_none()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfPlan(1L << 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfPlan(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfSelfCheck(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfSelfCheck(long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfEmbedding(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfEmbedding(long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfEmbedding(1L << 41));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfAloneCheck(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.OfAloneCheck(long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchId.FromStored(-1));
    }

    [Fact]
    public void The_last_of_each_kind_is_still_of_it()
    {
        Assert.Equal(BatchKind.Plan, BatchId.OfPlan((1L << 40) - 1).Kind);
        Assert.Equal(BatchKind.SelfCheck, BatchId.OfSelfCheck((1L << 40) - 1).Kind);
        Assert.Equal(BatchKind.Embedding, BatchId.OfEmbedding((1L << 41) - 1).Kind);
        Assert.Equal(BatchKind.AloneCheck, BatchId.OfAloneCheck(0).Kind);
        Assert.Equal(long.MaxValue, BatchId.OfAloneCheck(long.MaxValue - (1L << 42)).Stored);
        Assert.Equal(BatchId.OfPlan(0), BatchId.FromStored(0));
    }

    [Fact]
    public void As_JSON_it_is_the_number_that_the_journal_keeps()
    {
        Assert.Equal("1099511627778", JsonSerializer.Serialize(BatchId.OfSelfCheck(2)));
        Assert.Equal(BatchId.OfSelfCheck(2), JsonSerializer.Deserialize<BatchId>("1099511627778"));
    }

    [Fact]
    public void A_batch_that_is_not_the_plan_s_says_what_it_is() => Assert.Equal(
        ("3", "self-check 3", "embedding 3", "alone 3"),
        (BatchId.OfPlan(3).ToString(), BatchId.OfSelfCheck(3).ToString(), BatchId.OfEmbedding(3).ToString(), BatchId.OfAloneCheck(3).ToString()));
}
