using CsCheck;
using LeadScout.Forecasts;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Tests.Forecasts;

public sealed class CallTokensTests
{
    [Fact]
    public void A_teacher_that_charges_by_call_and_text_is_seen_through() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 300], Gen.Int[2, 50], Gen.Int[1, 20]).Sample((call, text, texts, perCall) =>
        {
            var alone = Enumerable.Repeat(UsageOf(1, 1), texts).ToArray();
            var packed = Enumerable.Range(0, texts).Chunk(perCall).Select(some => UsageOf(1, some.Length)).ToArray();

            var usage = CallTokens.Through(alone, packed).Of(packed.Length, texts);

            Assert.Equal(UsageOf(packed.Length, texts), usage);

            Usage UsageOf(int calls, int some) => new((calls * call) + (some * text), 0, (calls * 2) + (some * 7));
        });

    [Fact]
    public void No_text_uses_nothing() => Assert.Equal(default, CallTokens.Through([], []).Of(0, 0));
}
