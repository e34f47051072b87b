using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class NgramTableTests
{
    private static readonly Gen<string> Grams = Gen.String[Gen.Char["abc-\xff"], 1, 5];

    [Fact]
    public void An_ngram_keeps_its_characters() => Grams.Sample(gram => Assert.Equal(gram, Of(gram).ToString()));

    [Fact]
    public void The_table_answers_as_a_dictionary_does() => Grams.Array[0, 500].Select(Grams.Array[0, 50]).Sample((added, asked) =>
    {
        var (table, expected) = (new NgramTable(0), new Dictionary<string, int>());
        foreach (var gram in added)
        {
            expected.TryAdd(gram, expected.Count);
            Assert.Equal(expected[gram], table.GetOrAdd(Of(gram), expected.Count - 1));
        }

        foreach (var gram in asked)
        {
            Assert.Equal(expected.GetValueOrDefault(gram, -7), table.Find(Of(gram), -7));
        }

        Assert.Equal(expected.Count, table.All().Count());
    });

    private static Ngram Of(string text) => text.Aggregate(Ngram.Empty, (ngram, c) => ngram.Then(c));
}
