using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Teaching.Calls;

/// <summary>What a job's ledger adds up to.</summary>
internal sealed record Bill
{
    /// <summary>Texts put to the teacher; tries of the same text in the same batch count once.</summary>
    public required int AskedTexts { get; init; }

    /// <summary>Those of them that the plan asked, not a check of the teacher, and that stood in a call which brought a reply.</summary>
    public required int AnsweredTexts { get; init; }

    /// <summary>The plan's calls that brought a reply.</summary>
    public required int AnsweredCalls { get; init; }

    /// <summary>Calls made, lost ones and those for vectors included.</summary>
    public required int Calls { get; init; }

    /// <summary>Those of them that asked a teacher.</summary>
    public required int TeacherCalls { get; init; }

    /// <summary>Calls whose fate a crash left unknown.</summary>
    public required int LostCalls { get; init; }

    /// <summary>Calls that ended without an answer.</summary>
    public required int FailedCalls { get; init; }

    /// <summary>Calls that ended, and may have been billed without the provider saying their tokens.</summary>
    public required int UncountedCalls { get; init; }

    /// <summary>Those of them whose reply was thrown away, because a text of known answer got another one.</summary>
    public required int ThrownAwayCalls { get; init; }

    /// <summary>Calls that were refused before any work, or never sent.</summary>
    public required int NotBilledCalls { get; init; }

    /// <summary>Calls that may have been billed, lost ones and those out included, released ones not.</summary>
    public required int PossiblyBilledCalls { get; init; }

    /// <summary>Tokens, as the provider counted them.</summary>
    public required Usage Usage { get; init; }

    /// <summary>Money for the tokens that the provider counted; null when a price was unknown.</summary>
    public required Money? Measured { get; init; }

    /// <summary>The most that the calls of unknown fate can have cost; null when a price was unknown.</summary>
    public required Money? PossiblyBilled { get; init; }

    /// <summary>What counted as possibly billed until a person released it.</summary>
    public required Money Released { get; init; }

    /// <summary>What counts against the spending limit; null when a price was unknown.</summary>
    public Money? Charged => Measured + PossiblyBilled;

    public static Bill Of(ImmutableArray<LedgerLine> ledger)
    {
        ImmutableArray<LedgerLine> answered = [.. ledger.Where(line => line.State == CallState.Answered && line.Intent.Batch.Kind == BatchKind.Plan)];
        var possibly = ledger.Where(line => line is { Billing: Billing.PossiblyBilled, IsReleased: false }).ToArray();
        return new Bill
        {
            AskedTexts = TextsOf([.. ledger.Where(line => line.Intent.Batch.Kind != BatchKind.Embedding)]),
            AnsweredTexts = TextsOf(answered),
            AnsweredCalls = answered.Length,
            Calls = ledger.Length,
            TeacherCalls = ledger.Count(line => line.Intent.Batch.Kind != BatchKind.Embedding),
            LostCalls = ledger.Count(line => line.State == CallState.Lost),
            FailedCalls = ledger.Count(line => line.State == CallState.Failed),
            UncountedCalls = ledger.Count(line => line is { Billing: Billing.PossiblyBilled, EndedAt: not null }),
            ThrownAwayCalls = ledger.Count(line => line.Fault == CanaryFault.Message),
            NotBilledCalls = ledger.Count(line => line.Billing == Billing.NotBilled),
            PossiblyBilledCalls = possibly.Length,
            Usage = ledger.Aggregate(default(Usage), (sum, line) => sum + line.MeasuredUsage),
            Measured = Sum(ledger.Where(line => line.Billing != Billing.PossiblyBilled)),
            PossiblyBilled = Sum(possibly),
            Released = ledger.Where(line => line.IsReleased).Aggregate(Money.Zero, (sum, line) => sum + (line.Cost ?? Money.Zero)),
        };
    }

    /// <summary>
    /// One question's part: the calls that asked it, each split evenly among its questions; what can't be split goes to those named first,
    /// so the parts add up.
    /// </summary>
    public static Bill OfQuestion(ImmutableArray<LedgerLine> ledger, QuestionVersion question) =>
        Of([.. ledger.Where(line => line.Intent.Questions.Contains(question)).Select(line => ShareOf(line, line.Intent.Questions.IndexOf(question)))]);

    /// <summary>What embedding came to; null where nothing was sent for it.</summary>
    public static EmbeddingBill? OfEmbedding(ImmutableArray<LedgerLine> ledger)
    {
        ImmutableArray<LedgerLine> lines = [.. ledger.Where(line => line.Intent.Batch.Kind == BatchKind.Embedding)];
        if (lines.IsEmpty)
        {
            return null;
        }

        var bill = Of(lines);
        return new EmbeddingBill(
            lines[^1].Intent.Teacher,
            lines.Where(line => line.State == CallState.Answered).SelectMany(line => line.Intent.Texts).Distinct().Count(),
            bill.Calls,
            bill.FailedCalls,
            bill.Usage.InputTokens,
            bill.Measured)
        { PossiblyBilled = bill.PossiblyBilled };
    }

    /// <summary>Each teacher's part, in the order given.</summary>
    public static ImmutableArray<TeacherBill> OfEach(ImmutableArray<LedgerLine> ledger, params ReadOnlySpan<string> teachers)
    {
        var bills = ImmutableArray.CreateBuilder<TeacherBill>();
        foreach (var teacher in teachers)
        {
            var bill = Of([.. ledger.Where(line => line.Intent.Teacher == teacher)]);
            bills.Add(new TeacherBill(teacher, bill.AskedTexts, bill.Calls, bill.FailedCalls, bill.Usage, bill.Measured)
            {
                PossiblyBilled = bill.PossiblyBilled,
            });
        }

        return bills.ToImmutable();
    }

    private static int TextsOf(ImmutableArray<LedgerLine> lines) =>
        lines.SelectMany(line => line.Intent.Texts.Select(text => (line.Intent.Batch, text))).Distinct().Count();

    private static Money? Sum(IEnumerable<LedgerLine> lines) => lines.Aggregate((Money?)Money.Zero, (sum, line) => sum + line.Charged);

    private static LedgerLine ShareOf(LedgerLine line, int place)
    {
        var usage = new Usage(Share(line.Usage.InputTokens), Share(line.Usage.CachedInputTokens), Share(line.Usage.OutputTokens));
        return line with
        {
            Usage = usage with { CacheWrittenTokens = Share(line.Usage.CacheWrittenTokens) },
            Cost = line.Cost is { } cost ? new Money(Share(cost.NanoDollars)) : null,
            Intent = line.Intent with { Ceiling = line.Intent.Ceiling is { } ceiling ? new Money(Share(ceiling.NanoDollars)) : null },
        };

        long Share(long whole) => (whole / line.Intent.Questions.Length) + (place < whole % line.Intent.Questions.Length ? 1 : 0);
    }
}
