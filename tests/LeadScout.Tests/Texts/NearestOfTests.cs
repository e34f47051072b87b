using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class NearestOfTests
{
    [Fact]
    public void Those_kept_are_the_first_of_all_sorted() => Gen.Int[1, 6].Array[0, 400].Sample(levels =>
    {
        var kept = new NearestOf(new int[NearestOf.Room], new float[NearestOf.Room]);
        for (var text = 0; text < levels.Length; text++)
        {
            kept.Add(text, levels[text]);
        }

        var (texts, similarities) = (new int[Neighbours.Most], new float[Neighbours.Most]);
        var count = kept.Write(texts, similarities);
        var expected = Enumerable.Range(0, levels.Length)
            .OrderByDescending(text => levels[text])
            .ThenBy(text => text)
            .Take(Neighbours.Most)
            .ToArray();
        Assert.Equal(expected, texts[..count]);
        Assert.Equal(expected.Select(text => (float)levels[text]), similarities[..count]);
    });
}
