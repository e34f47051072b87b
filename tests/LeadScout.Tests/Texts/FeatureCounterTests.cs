using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class FeatureCounterTests
{
    [Fact]
    public void What_is_taken_out_is_what_was_counted_in_rising_order_without_the_unknown() => Gen.Int[0, 9_000].Array[0, 300].Array[1, 3].Sample(texts =>
    {
        var counter = new FeatureCounter(9_000);
        var (ids, counts) = (new int[8], new int[8]);
        foreach (var text in texts)
        {
            foreach (var feature in text)
            {
                counter.Add(feature);
            }

            var length = counter.TakeOut(ref ids, ref counts);
            var expected = text.Where(feature => feature != counter.Unknown)
                .CountBy(feature => feature)
                .OrderBy(pair => pair.Key)
                .ToArray();
            Assert.Equal(expected.Select(pair => pair.Key), ids[..length]);
            Assert.Equal(expected.Select(pair => pair.Value), counts[..length]);
        }
    });
}
