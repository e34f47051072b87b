using LeadScout.Savings.Validity;
using Xunit;

namespace LeadScout.Savings.Tests.Validity;

public sealed class ValidityTableTests
{
    private static readonly JobCheck Kept = new(0.02, true, false, 0.4, 0.018, 0.01);
    private static readonly JobCheck Broken = Kept with { Difference = 0.03 };

    [Fact]
    public void More_broken_promises_than_chance_allows_are_called_broken()
    {
        JobCheck[] checks = [.. Enumerable.Repeat(Broken, 32), .. Enumerable.Repeat(Kept, 368)];
        Assert.False(ValidityTable.IsPlausible(checks));
        Assert.Contains("| 400 | 400 | 400 | 32 | 32 | 20.0 (31) | 40.0 % | **broken** |", Render(checks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_may_be_wrong_while_the_budget_is_kept()
    {
        var row = Render([Kept with { Difference = 0.019 }]);
        Assert.Contains("| 1 | 1 | 1 | 0 | 1 |", row, StringComparison.Ordinal);
        Assert.Contains("kept", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_that_asked_everything_or_certify_nothing_are_not_at_risk()
    {
        JobCheck[] checks = [Kept with { AskedEverything = true, Difference = 0 }, Broken with { Certified = false }];
        Assert.Contains("| 2 | 1 | 0 | 0 | 0 |", Render(checks), StringComparison.Ordinal);
    }

    private static string Render(JobCheck[] checks) => ValidityTable.Render([(ListScenario.Plain("titles_h2b"), checks)]);
}
