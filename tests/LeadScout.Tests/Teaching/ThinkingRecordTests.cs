using CsCheck;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Tests.Teaching;

public sealed class ThinkingRecordTests
{
    private static readonly Gen<(int Texts, long Tokens)[]> Calls = Gen.Select(Gen.Int[1, 50], Gen.Long[0, 100_000]).Array[1, 30];

    [Fact]
    public void No_calls_draw_no_line() => Assert.Null(default(ThinkingRecord).Line);

    [Fact]
    public void Calls_about_nothing_draw_none_either() => Assert.Null(ThinkingRecord.Of(0, 100).Line);

    [Fact]
    public void A_record_adds_up_and_keeps_the_most_that_a_call_took()
    {
        Assert.Equal(new ThinkingRecord(1, 3, 9, 70, 210, 70), ThinkingRecord.Of(3, 70));
        Assert.Equal(new ThinkingRecord(2, 5, 13, 120, 310, 70), ThinkingRecord.Of(3, 70) + ThinkingRecord.Of(2, 50));
    }

    [Fact]
    public void Calls_on_a_line_draw_it()
    {
        var line = (ThinkingRecord.Of(1, 130) + ThinkingRecord.Of(10, 400) + ThinkingRecord.Of(20, 700)).Line!.Value;

        Assert.Equal(
            (100, 30),
            (line.PerCall, line.PerText),
            EqualityComparer<(double, double)>.Create((a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-6));
    }

    [Fact]
    public void Calls_of_one_size_count_to_their_texts() =>
        Assert.Equal(new ThinkingLine(0, 50), (ThinkingRecord.Of(4, 100) + ThinkingRecord.Of(4, 300)).Line);

    [Fact]
    public void The_line_accounts_for_all_tokens_and_is_never_below_nothing() => Calls.Sample(calls =>
    {
        var record = calls.Aggregate(default(ThinkingRecord), (sum, call) => sum + ThinkingRecord.Of(call.Texts, call.Tokens));
        var line = record.Line!.Value;
        var predicted = calls.Sum(call => line.Of(call.Texts));
        return line is { PerCall: >= -1e-6, PerText: >= 0 } && Math.Abs(predicted - record.Tokens) <= 1e-6 * Math.Max(1, record.Tokens);
    });

    [Fact]
    public void The_order_of_the_calls_does_not_matter() => Calls.Sample(calls =>
        calls.Aggregate(default(ThinkingRecord), (sum, call) => sum + ThinkingRecord.Of(call.Texts, call.Tokens))
        == calls.Reverse().Aggregate(default(ThinkingRecord), (sum, call) => ThinkingRecord.Of(call.Texts, call.Tokens) + sum));
}
