using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>What a node says of its permits arrives as it was said, also from a node of the version before.</summary>
public sealed class PermitMessagesTests
{
    private static readonly PermitExchange Said = new()
    {
        Holder = "one",
        Limits = new RateLimits(60, 1000) { CallsAtOnce = 8 },
        Tokens = 7,
        Returned = [(1, 10, CallSignal.TooMany), (2, 20, CallSignal.Answered)],
        Held = [3],
        MadeAlone = [30],
        Pause = TimeSpan.FromSeconds(5),
    };

    [Fact]
    public void A_message_holds_all_that_is_said()
    {
        var heard = PermitWish.Of(Said).ToExchange();
        Assert.Equal(Said.Returned, heard.Returned.AsEnumerable());
        Assert.Equal((Said.Holder, Said.Limits, Said.Tokens, Said.Pause), (heard.Holder, heard.Limits, heard.Tokens, heard.Pause));
        Assert.Equal((3L, 30L), (Assert.Single(heard.Held), Assert.Single(heard.MadeAlone)));
    }

    [Fact]
    public void A_node_that_says_nothing_of_its_calls_gives_its_permits_back_all_the_same() => Assert.Equal(
        [(1, 10, CallSignal.None), (2, 20, CallSignal.None)],
        (PermitWish.Of(Said) with { Signals = [] }).ToExchange().Returned.AsEnumerable());
}
