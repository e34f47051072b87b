using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class NeighboursTests
{
    private static readonly Gen<string[]> Texts = Gen.String[Gen.Char["abcd "], 0, 10].Array[1, 45];

    [Fact]
    public void They_are_the_nearest_by_cosine() => Texts.Sample(texts =>
    {
        var table = FeatureTable.Build(texts);
        var neighbours = new Neighbours(table);
        Assert.Equal(texts.Length, neighbours.Rows.Count);
        for (var text = 0; text < texts.Length; text++)
        {
            AssertNearest(table, neighbours, text, texts.Length);
        }
    });

    [Fact]
    public void A_text_added_later_has_neighbours_in_the_list() => Texts.Sample(texts =>
    {
        var table = FeatureTable.Build(texts);
        var neighbours = new Neighbours(table);
        table.Add("ab cd");
        neighbours.Add();
        AssertNearest(table, neighbours, texts.Length, texts.Length);
    });

    [Fact]
    public void Adding_is_refused_until_the_table_has_the_text() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Neighbours(FeatureTable.Build(["a", "a"])).Add());

    [Fact]
    public void Equals_come_in_the_order_of_the_list()
    {
        var neighbours = new Neighbours(FeatureTable.Build([.. Enumerable.Repeat("sales", 30)]));
        Assert.Equal(Enumerable.Range(0, Neighbours.Most + 1).Where(i => i != 3), neighbours.Rows.Columns(3).ToArray());
    }

    [Fact]
    public void Features_of_nearly_every_text_bring_no_neighbours()
    {
        var neighbours = new Neighbours(
            FeatureTable.Build([.. Enumerable.Range(0, 120).Select(i => i < 60 ? $"sales" : i < 100 ? $"law {i}" : "law x")]));
        Assert.Empty(neighbours.Rows.Columns(0).ToArray());
        Assert.NotEmpty(neighbours.Rows.Columns(100).ToArray());
    }

    [Fact]
    public void A_feature_without_weight_is_no_nearness()
    {
        var table = FeatureTable.Build(["sales", "sales"]);
        for (var i = 0; i < 3; i++)
        {
            table.Rows.Add([0, 1, 2], [0f, 0f, 0f]);
        }

        var neighbours = new Neighbours(table);
        Assert.Equal([1], neighbours.Rows.Columns(0).ToArray());
        Assert.Empty(neighbours.Rows.Columns(3).ToArray());
    }

    private static void AssertNearest(FeatureTable table, Neighbours neighbours, int text, int among)
    {
        var cosines = Enumerable.Range(0, among).Select(other => Cosine(table, text, other)).ToArray();
        var expected = cosines.Where((cosine, other) => other != text && cosine > 0).OrderDescending().Take(Neighbours.Most).ToArray();
        var (columns, values) = (neighbours.Rows.Columns(text).ToArray(), neighbours.Rows.Values(text).ToArray());
        Assert.Equal(columns.Length, columns.Distinct().Count());
        Assert.DoesNotContain(text, columns);
        Assert.Equal(expected.Length, values.Length);
        for (var k = 0; k < values.Length; k++)
        {
            Assert.Equal(expected[k], values[k], 1e-5);
            Assert.Equal(cosines[columns[k]], values[k], 1e-5);
        }
    }

    private static double Cosine(FeatureTable table, int a, int b)
    {
        double sum = 0;
        for (var k = 0; k < table.Rows.Columns(a).Length; k++)
        {
            var at = table.Rows.Columns(b).IndexOf(table.Rows.Columns(a)[k]);
            sum += at < 0 ? 0 : (double)table.Rows.Values(a)[k] * table.Rows.Values(b)[at];
        }

        return sum;
    }
}
