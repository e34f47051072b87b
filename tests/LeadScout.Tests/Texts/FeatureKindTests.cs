using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

/// <summary>What the recipe "Add a kind of pattern" of CONTRIBUTING relies on.</summary>
public sealed class FeatureKindTests
{
    [Fact]
    public void Every_kind_is_counted_and_has_a_prefix_of_its_own()
    {
        var kinds = Enum.GetValues<FeatureKind>();
        Assert.Equal(FeatureKindNames.Count, kinds.Length);
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Prefix()).Distinct().Count());
        Assert.All(kinds, kind => Assert.Equal(kind.Word() + ":", kind.Prefix()));
    }
}
