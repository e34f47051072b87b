using LeadScout.Application.Patterns;
using LeadScout.Patterns;
using LeadScout.Server.Patterns;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Server.Tests.Patterns;

public sealed class GroupQueryTests
{
    [Fact]
    public void The_most_contradicted_is_what_is_most_surely_so_and_not_what_is_so_most_often()
    {
        PatternGroup[] groups =
        [
            Group("often", confirmed: 360, contradicted: 40), // one in ten
            Group("once", confirmed: 0, contradicted: 1), // may be chance
            Group("mostly", confirmed: 1, contradicted: 9),
            Group("never", confirmed: 500, contradicted: 0),
            Group("unheard", confirmed: 0, contradicted: 0),
        ];

        Assert.Equal(["mostly", "often", "once"], Names(groups, PatternSort.Errors).Take(3));
    }

    [Theory]
    [InlineData(PatternSort.Errors)]
    [InlineData(PatternSort.Answers)]
    [InlineData(PatternSort.Strength)]
    [InlineData(PatternSort.Applied)]
    [InlineData(PatternSort.Name)]
    public void A_part_of_words_comes_after_all_words_however_they_are_sorted(PatternSort sort) =>
        Assert.Equal("-ve", Names([Group("-ve", 0, 90, FeatureKind.Ngram), Group("sales", 1, 0)], sort)[^1]);

    [Fact]
    public void Words_and_parts_can_be_had_alone_and_found_by_what_they_are_called()
    {
        PatternGroup[] groups = [Group("-ve", 0, 0, FeatureKind.Ngram), Group("営業部", 1, 0) with { Name = "営業" }];

        Assert.Equal(["営業"], new GroupQuery(PatternSort.Name, "", false, 0, 9).Of(groups).Select(group => group.Name));
        Assert.Equal(["-ve"], new GroupQuery(PatternSort.Name, "", true, 0, 9).Of(groups).Select(group => group.Name));
        Assert.Equal(["営業"], new GroupQuery(PatternSort.Name, "営業", null, 0, 9).Of(groups).Select(group => group.Name));
    }

    private static string[] Names(IEnumerable<PatternGroup> groups, PatternSort sort) =>
        [.. new GroupQuery(sort, "", null, 0, 9).Of(groups).Select(group => group.Name)];

    private static PatternGroup Group(string name, int confirmed, int contradicted, FeatureKind kind = FeatureKind.Word) => new()
    {
        Name = name,
        Patterns =
        [
            new Pattern { Name = kind.Prefix() + name, Kind = kind, Texts = 3, Answers = [3], Origins = [1], Applied = [], Confirmed = confirmed, Contradicted = contradicted },
        ],
        Texts = 3,
        Answers = [3],
        FirstPosition = 1,
        Confirmed = confirmed,
        Contradicted = contradicted,
        Applied = [],
    };
}
