using CsCheck;
using LeadScout.ActiveLearning;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

public sealed class TrainingPoolTests
{
    [Fact]
    public void Of_a_short_list_all_are_studied_each_in_its_own_place()
    {
        var studied = TrainingPool.Of([3, 0, 1], 1);
        Assert.True(studied.AreAll);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, studied.Count).Select(studied.Text));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(studied.Place));
    }

    [Fact]
    public void Of_a_longer_one_half_are_those_with_the_most_rows_and_none_is_decided() =>
        Gen.Int[0, 9].Array[11, 60].Select(Gen.ULong).Sample((rows, seed) =>
        {
            const int Most = 8;
            var studied = TrainingPool.Of(rows, seed, 10, Most);
            int[] texts = [.. Enumerable.Range(0, studied.Count).Select(studied.Text)];
            var open = Enumerable.Range(0, rows.Length).Where(text => rows[text] > 0).ToArray();
            Assert.Equal(Math.Min(Most, open.Length), texts.Length);
            Assert.Equal(texts.Order().Distinct(), texts);
            Assert.All(texts, text => Assert.True(rows[text] > 0));
            Assert.Subset(texts.ToHashSet(), open.OrderByDescending(text => rows[text]).ThenBy(text => text).Take(Most / 2).ToHashSet());
            Assert.Equal(Enumerable.Range(0, texts.Length), texts.Select(studied.Place));
            Assert.All(Enumerable.Range(0, rows.Length).Except(texts), text => Assert.Equal(-1, studied.Place(text)));
        });

    [Fact]
    public void The_same_seed_studies_the_same_texts()
    {
        int[] rows = [.. Enumerable.Repeat(1, 100)];
        Assert.Equal(Texts(7), Texts(7));
        Assert.NotEqual(Texts(7), Texts(8));

        int[] Texts(ulong seed) =>
            TrainingPool.Of(rows, seed, 50, 20) is var studied ? [.. Enumerable.Range(0, studied.Count).Select(studied.Text)] : [];
    }
}
