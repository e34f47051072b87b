using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class PermitBookTests
{
    private static readonly RateLimits TwoAtOnce = new() { CallsAtOnce = 2 };
    private static readonly RateLimits ThreeAMinute = new(RequestsPerMinute: 3);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Processes_keep_one_limit_together()
    {
        var book = new PermitBook(_clock);
        Assert.Equal(
            [true, true, true, false, false],
            ((string[])["a", "b", "c", "a", "b"]).Select(holder => Wanted(book, holder, ThreeAMinute).Number is not null));
        Assert.InRange(Wanted(book, "c", ThreeAMinute).Wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.NotNull(Wanted(book, "c", ThreeAMinute).Number);
    }

    [Fact]
    public void A_permit_that_is_given_back_is_given_to_the_next()
    {
        var book = new PermitBook(_clock);
        var first = Wanted(book, "a", TwoAtOnce).Number!.Value;
        _ = Wanted(book, "b", TwoAtOnce);
        Assert.Null(Wanted(book, "c", TwoAtOnce).Number);

        book.Exchange(new PermitExchange { Holder = "a", Returned = [(first, 7, CallSignal.Answered)] });

        Assert.NotNull(Wanted(book, "c", TwoAtOnce).Number);
        Assert.Null(Wanted(book, "b", TwoAtOnce).Number);
    }

    [Fact]
    public void Small_calls_of_others_do_not_take_the_room_of_a_large_one_that_has_waited_longer()
    {
        var book = new PermitBook(_clock);
        var limits = new RateLimits(TokensPerMinute: 100);
        var first = Wanted(book, "a", limits, 60).Number!.Value;
        Assert.Null(Wanted(book, "large", limits, 80).Number);
        Assert.Null(Wanted(book, "b", limits, 20).Number);

        book.Exchange(new PermitExchange { Holder = "a", Returned = [(first, 20, CallSignal.Answered)] });

        Assert.Null(Wanted(book, "b", limits, 20).Number);
        Assert.NotNull(Wanted(book, "large", limits, 80).Number);
    }

    [Fact]
    public void Who_does_not_ask_again_leaves_its_room_to_the_others()
    {
        var book = new PermitBook(_clock);
        var limits = new RateLimits(TokensPerMinute: 100);
        _ = Wanted(book, "a", limits, 60);
        _ = Wanted(book, "gone", limits, 80);
        Assert.Null(Wanted(book, "b", limits, 20).Number);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.NotNull(Wanted(book, "b", limits, 20).Number);
    }

    [Fact]
    public void Too_many_that_is_said_to_one_process_slows_all_and_who_waits_is_told_to_ask_again_soon()
    {
        var (book, many) = (new PermitBook(_clock), new RateLimits { CallsAtOnce = 100 });
        var held = Enumerable.Range(0, 8).Select(call => (Holder: call % 2 == 0 ? "a" : "b", Number: Wanted(book, call % 2 == 0 ? "a" : "b", many).Number!.Value)).ToArray();
        book.Exchange(new PermitExchange { Holder = "a", Returned = [(held[0].Number, 7, CallSignal.TooMany)] });
        foreach (var (holder, number) in held[1..5])
        {
            book.Exchange(new PermitExchange { Holder = holder, Returned = [(number, 7, CallSignal.None)] });
        }

        Assert.NotNull(Wanted(book, "b", many).Number); // three are out, and four may be
        Assert.InRange(Wanted(book, "b", many).Wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
        Assert.Null(Wanted(book, "c", many).Number);
    }

    [Fact]
    public void A_permit_of_a_process_that_is_gone_comes_back_and_one_that_is_mentioned_does_not()
    {
        var book = new PermitBook(_clock);
        _ = Wanted(book, "gone", TwoAtOnce);
        var kept = Wanted(book, "alive", TwoAtOnce).Number!.Value;
        _clock.Advance(PermitBook.Expiry / 2);
        book.Exchange(new PermitExchange { Holder = "alive", Held = [kept] });
        Assert.Null(Wanted(book, "next", TwoAtOnce).Number);

        _clock.Advance(PermitBook.Expiry / 2);

        Assert.NotNull(Wanted(book, "next", TwoAtOnce).Number);
        Assert.Null(Wanted(book, "another", TwoAtOnce).Number);
    }

    [Fact]
    public void A_permit_that_was_given_back_is_not_taken_again_by_a_word_that_comes_late()
    {
        var book = new PermitBook(_clock);
        var first = Wanted(book, "a", TwoAtOnce).Number!.Value;
        book.Exchange(new PermitExchange { Holder = "a", Returned = [(first, 7, CallSignal.Answered)] });

        book.Exchange(new PermitExchange { Holder = "a", Held = [first] });

        Assert.Equal(0, book.Use.Out);
    }

    [Fact]
    public void A_book_that_is_opened_anew_knows_the_calls_of_the_ledger_and_hears_what_is_held()
    {
        var before = Wanted(new PermitBook(_clock), "a", TwoAtOnce).Number!.Value;
        _clock.Advance(TimeSpan.FromSeconds(1));
        var book = new PermitBook(_clock);
        book.Assume(TimeSpan.FromSeconds(50), 5, isOut: false);
        book.Assume(TimeSpan.FromSeconds(1), 5, isOut: true);
        Assert.Equal((2, 10L, 1), book.Use);

        book.Exchange(new PermitExchange { Holder = "a", Held = [before] });

        Assert.Equal(2, book.Use.Out);
        _clock.Advance(PermitBook.Expiry);
        Assert.NotNull(Wanted(book, "b", ThreeAMinute).Number);
    }

    [Fact]
    public void Calls_that_went_out_while_nobody_could_be_asked_count_afterwards()
    {
        var book = new PermitBook(_clock);

        var permit = book.Exchange(new PermitExchange { Holder = "a", Limits = ThreeAMinute, Tokens = 1, MadeAlone = [1, 1, 1] });

        Assert.Null(permit.Number);
    }

    [Fact]
    public void The_part_of_those_who_cannot_come_is_left_to_them()
    {
        var book = new PermitBook(_clock);
        Assert.NotNull(book.Exchange(Wish("a", ThreeAMinute), reached: 2, all: 3).Number);
        Assert.NotNull(book.Exchange(Wish("b", ThreeAMinute), reached: 2, all: 3).Number);
        Assert.Null(book.Exchange(Wish("a", ThreeAMinute), reached: 2, all: 3).Number);
        Assert.NotNull(book.Exchange(Wish("a", ThreeAMinute), reached: 3, all: 3).Number);
    }

    [Fact]
    public void A_wait_that_the_provider_asks_of_one_holds_for_all()
    {
        var book = new PermitBook(_clock);
        book.Exchange(new PermitExchange { Holder = "a", Pause = TimeSpan.FromSeconds(5) });
        Assert.Null(Wanted(book, "b", ThreeAMinute).Number);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.NotNull(Wanted(book, "b", ThreeAMinute).Number);
    }

    [Theory]
    [InlineData(60.99, 50)]
    [InlineData(60, 1_000)]
    [InlineData(59, 2_000)]
    [InlineData(10, 2_000)]
    public void Who_is_told_to_ask_again_is_told_when_at_the_soonest_a_moment_and_at_the_latest_two_seconds(double passed, int wait)
    {
        var book = new PermitBook(_clock);
        _ = Wanted(book, "a", new RateLimits(RequestsPerMinute: 1));
        _clock.Advance(TimeSpan.FromSeconds(passed));

        Assert.Equal(wait, Wanted(book, "b", new RateLimits(RequestsPerMinute: 1)).Wait.TotalMilliseconds, 3);
    }

    [Fact]
    public void Who_waits_for_a_place_asks_again_at_once_and_who_waits_for_a_minute_does_not()
    {
        var book = new PermitBook(_clock);
        _ = Wanted(book, "a", TwoAtOnce);
        _ = Wanted(book, "a", TwoAtOnce);

        Assert.Equal(50, Wanted(book, "b", TwoAtOnce).Wait.TotalMilliseconds);
    }

    [Fact]
    public void A_permit_expires_after_half_a_minute_of_silence_and_not_before()
    {
        var book = new PermitBook(_clock);
        _ = Wanted(book, "gone", TwoAtOnce);
        _clock.Advance(PermitBook.Expiry - TimeSpan.FromTicks(1));
        book.Exchange(new PermitExchange { Holder = "b" });
        Assert.Equal(1, book.Use.Out);

        _clock.Advance(TimeSpan.FromTicks(1));
        book.Exchange(new PermitExchange { Holder = "b" });

        Assert.Equal((1, 1L, 0), book.Use); // it still counts for the minute
        Assert.Equal(TimeSpan.FromSeconds(30), PermitBook.Expiry);
    }

    [Fact]
    public void Who_does_not_ask_again_waits_for_ten_seconds_and_no_longer()
    {
        var book = new PermitBook(_clock);
        var limits = new RateLimits(TokensPerMinute: 100);
        _ = Wanted(book, "a", limits, 60);
        _ = Wanted(book, "gone", limits, 80);
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));

        Assert.Null(Wanted(book, "b", limits, 20).Number);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.NotNull(Wanted(book, "b", limits, 20).Number);
    }

    [Fact]
    public void What_a_call_used_counts_in_place_of_what_it_could_have()
    {
        var book = new PermitBook(_clock);
        var limits = new RateLimits(TokensPerMinute: 100);
        var number = Wanted(book, "a", limits, 90).Number!.Value;
        Assert.Equal((1, 90L, 1), book.Use);

        book.Exchange(new PermitExchange { Holder = "a", Returned = [(number, 30, CallSignal.Answered)] });

        Assert.Equal((1, 30L, 0), book.Use);
        Assert.NotNull(Wanted(book, "b", limits, 70).Number);
        Assert.Null(Wanted(book, "b", limits, 1).Number);
    }

    [Fact]
    public void Nobody_gives_back_what_another_has()
    {
        var book = new PermitBook(_clock);
        var number = Wanted(book, "a", TwoAtOnce).Number!.Value;

        book.Exchange(new PermitExchange { Holder = "b", Returned = [(number, 7, CallSignal.Answered)] });

        Assert.Equal(1, book.Use.Out);
    }

    [Fact]
    public void Who_wants_nothing_is_given_nothing()
    {
        var book = new PermitBook(_clock);

        var permit = book.Exchange(new PermitExchange { Holder = "a", Limits = TwoAtOnce });

        Assert.Equal((null, TimeSpan.Zero, 0), (permit.Number, permit.Wait, book.Use.Out));
    }

    private static CallPermit Wanted(PermitBook book, string holder, RateLimits limits, long tokens = 1) =>
        book.Exchange(Wish(holder, limits) with { Tokens = tokens });

    private static PermitExchange Wish(string holder, RateLimits limits) => new() { Holder = holder, Limits = limits, Tokens = 1 };
}
