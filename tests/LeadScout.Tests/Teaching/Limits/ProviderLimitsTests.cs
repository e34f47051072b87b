using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class ProviderLimitsTests
{
    [Fact]
    public void A_service_is_the_same_for_all_who_name_it_and_is_listed_with_what_it_does()
    {
        var limits = new ProviderLimits(new FakeTimeProvider(), name => new RateLimits(name.Length));
        var late = limits.Of("zeta");
        var first = limits.Of("a");

        Assert.Same(late.Window, limits.Of("zeta").Window);
        var call = late.Window.Enter(5);
        late.Window.Enter(7);
        late.Window.Leave(call, 3);

        Assert.Equal(
            [new ServiceUse("a", new RateLimits(1), 0, 0, 0), new ServiceUse("zeta", new RateLimits(4), 2, 10, 1)],
            limits.Uses);
        Assert.Same(limits, first.Owner);
    }

    [Fact]
    public void Nothing_stated_limits_nothing() => Assert.Equal(new RateLimits(), new ProviderLimits(new FakeTimeProvider()).Of("any").Stated);
}
