using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Tests.Teaching.Calls;

/// <summary>Lines of a ledger, each of a kind.</summary>
internal static class LedgerLines
{
    public const string First = "first";
    public const string Second = "second";

    public static readonly QuestionVersion Question = new(new Hash128(1, 2));
    public static readonly QuestionVersion OtherQuestion = new(new Hash128(3, 4));

    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 59, 59, TimeSpan.Zero);

    public static LedgerLine Line(CallState state, Billing billing, long? cost, Usage usage = default, params string[] texts) => new(
        1,
        new CallIntent
        {
            Job = null,
            Batch = BatchId.OfPlan(0),
            Attempt = 1,
            Teacher = First,
            Questions = [Question],
            Texts = [.. texts.Select(TextKey.Of)],
            Ceiling = new Money(100),
            At = Start,
        },
        state,
        usage,
        cost is { } nano ? new Money(nano) : null,
        null,
        state is CallState.Open or CallState.Lost ? null : Start)
    { Billing = billing };

    public static LedgerLine Answered(long? cost, Usage usage, params string[] texts) => Line(CallState.Answered, Billing.Measured, cost, usage, texts);

    public static LedgerLine In(this LedgerLine line, BatchId batch) => line with { Intent = line.Intent with { Batch = batch } };

    public static LedgerLine By(this LedgerLine line, string teacher) => line with { Intent = line.Intent with { Teacher = teacher } };

    public static LedgerLine Asking(this LedgerLine line, params QuestionVersion[] questions) => line with { Intent = line.Intent with { Questions = [.. questions] } };
}
