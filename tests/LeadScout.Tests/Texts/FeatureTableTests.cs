using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class FeatureTableTests
{
    private static readonly Gen<string[]> Texts = Gen.String[Gen.Char["abé -"], 0, 12].Array[1, 12];

    [Fact]
    public void The_features_are_those_of_at_least_two_texts() => Texts.Sample(texts =>
    {
        var table = FeatureTable.Build(texts);
        var expected = texts.SelectMany(text => Features.Of(text).Distinct())
            .GroupBy(name => name)
            .Where(g => g.Count() >= 2)
            .Select(g => g.Key);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Enumerable.Range(0, table.FeatureCount).Select(table.Name).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void A_row_is_the_texts_known_features_in_rising_order_at_length_one() => Texts.Sample(texts =>
    {
        var table = FeatureTable.Build(texts);
        for (var text = 0; text < texts.Length; text++)
        {
            var columns = table.Rows.Columns(text).ToArray();
            Assert.Equal(columns.Order().Distinct(), columns);
            Assert.Equal(
                Features.Of(texts[text])
                    .Distinct()
                    .Where(name => Enumerable.Range(0, table.FeatureCount).Any(f => table.Name(f) == name))
                    .Order(StringComparer.Ordinal),
                columns.Select(table.Name).Order(StringComparer.Ordinal));
            Assert.Equal(columns.Length == 0 ? 0 : 1, table.Rows.SquaredLength(text), 1e-5);
        }
    });

    [Fact]
    public void Weights_are_dampened_counts_times_rarity_and_sounds_count_less()
    {
        var table = FeatureTable.Build(["ab ab cd", "ab cd", "ab", "x"]);
        var (ab, cd, sound) = (Id(table, "word:ab"), Id(table, "word:cd"), Id(table, "sound:AP"));
        var rarity = (Math.Log(5 / 4.0) + 1) / (Math.Log(5 / 3.0) + 1);
        Assert.Equal(rarity, Value(table, 1, ab) / Value(table, 1, cd), 1e-5);
        Assert.Equal(rarity * (1 + Math.Log(2)), Value(table, 0, ab) / Value(table, 0, cd), 1e-5);
        Assert.Equal(0.7, Value(table, 1, sound) / Value(table, 1, ab), 1e-5);
    }

    [Fact]
    public void A_rare_feature_weighs_more_than_a_common_one()
    {
        var table = FeatureTable.Build(["head of sales", "head of law", "head of law", "head of it", "sales"]);
        Assert.True(Value(table, 0, Id(table, "word:sales")) > Value(table, 0, Id(table, "word:head")));
    }

    [Fact]
    public void A_text_added_later_gets_the_row_that_it_had_gotten_in_the_list() => Texts.Sample(texts =>
    {
        var table = FeatureTable.Build(texts);
        for (var text = 0; text < texts.Length; text++)
        {
            var added = table.Add(texts[text]);
            Assert.Equal(texts.Length + text, added);
            Assert.Equal(table.Rows.Columns(text).ToArray(), table.Rows.Columns(added).ToArray());
            Assert.Equal(table.Rows.Values(text).ToArray(), table.Rows.Values(added).ToArray());
        }
    });

    [Fact]
    public void Words_that_no_other_text_has_are_unknown()
    {
        var table = FeatureTable.Build(["head of sales", "head of law", "sales", "?"]);
        Assert.Equal(0, table.UnknownWords(0));
        Assert.Equal(1 / 3f, table.UnknownWords(1), 1e-6f);
        Assert.Equal(1, table.UnknownWords(3));
        Assert.Equal(0.5f, table.UnknownWords(table.Add("zzz sales")));
    }

    [Fact]
    public void An_empty_list_has_no_features() =>
        Assert.Equal((0, 0), (FeatureTable.Build([]).FeatureCount, FeatureTable.Build([]).TextCount));

    private static int Id(FeatureTable table, string name) => Enumerable.Range(0, table.FeatureCount).Single(f => table.Name(f) == name);

    private static float Value(FeatureTable table, int text, int feature) =>
        table.Rows.Values(text)[table.Rows.Columns(text).IndexOf(feature)];

    [Fact]
    public void A_retired_feature_is_left_out_and_the_others_are_read_as_before()
    {
        string[] texts = ["head of sales", "head of law", "sales clerk"];
        var (whole, without) = (FeatureTable.Build(texts), FeatureTable.Build(texts, new HashSet<string> { "word:sales" }));
        without.Add("sales");
        var names = Enumerable.Range(0, whole.FeatureCount).Select(whole.Name).ToArray();
        Assert.Contains("word:sales", names);
        Assert.Equal(names.Where(name => name != "word:sales"), Enumerable.Range(0, without.FeatureCount).Select(without.Name));
        Assert.Equal(whole.Rows.Columns(1).ToArray().Select(whole.Name), without.Rows.Columns(1).ToArray().Select(without.Name));
        Assert.Equal(whole.Rows.Values(1).ToArray(), without.Rows.Values(1).ToArray());
        Assert.Equal(1, without.UnknownWords(3));
    }
}
