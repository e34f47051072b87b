using LeadScout.Savings.Methods;
using Xunit;

namespace LeadScout.Savings.Tests.Methods;

public sealed class NeighbourListsTests
{
    private static readonly string[] Texts =
        ["sales manager", "manager sales", "sales managers", "senior sales manager", "nurse", "!!!", "nurses", "sales director", "site manager"];

    [Fact]
    public void Vectors_have_length_one_and_wordless_texts_have_none()
    {
        var vectors = new NGramVectors(Texts).Vectors;
        Assert.Empty(vectors[5]);
        Assert.All(
            vectors.Where(vector => vector.Length > 0), vector => Assert.Equal(1, vector.Sum(entry => entry.Weight * entry.Weight), 4));
    }

    [Fact]
    public void Lists_are_what_a_plain_double_loop_finds()
    {
        var vectors = new NGramVectors(Texts);
        var lists = new NeighbourLists(vectors);
        for (var text = 0; text < Texts.Length; text++)
        {
            var expected = Enumerable.Range(0, Texts.Length)
                .Where(other => other != text)
                .Select(other => (Text: other, Similarity: Cosine(vectors.Vectors[text], vectors.Vectors[other])))
                .Where(pair => pair.Similarity >= NeighbourLists.Floor);
            Assert.Equal(expected.Select(pair => pair.Text).Order(), lists[text].Select(pair => pair.Text).Order());
            Assert.Equal(lists[text].Select(pair => pair.Similarity).OrderDescending(), lists[text].Select(pair => pair.Similarity));
        }
    }

    [Fact]
    public void The_same_words_in_another_order_are_as_near_as_can_be()
    {
        Assert.Equal(1, new NeighbourLists(new NGramVectors(Texts))[0].Single(pair => pair.Text == 1).Similarity, 4);
    }

    private static float Cosine((int Id, float Weight)[] a, (int Id, float Weight)[] b)
    {
        var weights = b.ToDictionary(entry => entry.Id, entry => entry.Weight);
        return a.Sum(entry => entry.Weight * weights.GetValueOrDefault(entry.Id));
    }
}
