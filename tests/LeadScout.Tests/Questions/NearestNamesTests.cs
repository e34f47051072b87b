using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Questions;

public sealed class NearestNamesTests
{
    [Fact]
    public void The_nearest_come_first_and_strangers_not_at_all() =>
        Assert.Equal(["Job Title", "Job Titel"], NearestNames.Of("job title", ["Company", "Job Titel", "Job Title"]));

    [Theory]
    [InlineData("Slaes", "Sales")]
    [InlineData("ti", "IT")]
    [InlineData("Marketnig", "Marketing")]
    [InlineData("Finanze", "Finance")]
    public void Two_letters_exchanged_are_one_slip(string wanted, string meant) =>
        Assert.Equal(meant, Assert.Single(NearestNames.Of(wanted, ["Sales", "Marketing", "IT", "Finance"])));

    [Fact]
    public void Without_a_near_name_there_is_no_hint() => Assert.Equal("", NearestNames.Hint("abc", ["xyz"]));

    [Fact]
    public void A_hint_names_them() =>
        Assert.Equal(" Did you mean 'label' or 'lables'?", NearestNames.Hint("labels", ["rules", "label", "lables"]));
}
