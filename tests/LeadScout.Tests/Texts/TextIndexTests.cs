using LeadScout.Questions;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class TextIndexTests
{
    [Fact]
    public void It_indexes_as_the_number_that_it_is() =>
        Assert.Equal(("b", "c"), (new[] { "a", "b", "c" }[new TextIndex(1)], new[] { "a", "b", "c" }[new LabelIndex(2)]));

    [Fact]
    public void What_means_that_there_is_none_is_no_index()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextIndex(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelIndex(-1));
    }

    [Fact]
    public void One_is_never_the_other() => Assert.False(new TextIndex(1).Equals((object)new LabelIndex(1)));
}
