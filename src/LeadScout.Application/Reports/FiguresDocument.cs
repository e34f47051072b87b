using System.Text.Json.Serialization;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>
/// The figures that a whole job and one of several questions have alike. Before there is a report, what the ledger does not tell is null. The order
/// of its fields is agreed.
/// </summary>
public abstract record FiguresDocument
{
    private protected FiguresDocument(JobReport? report)
    {
        if (report is null)
        {
            return;
        }

        (DistinctTexts, AskedTexts, AskedTextsIfDeferred, Calls) = (
            report.DistinctTexts, report.AskedTexts, report.AskedTextsIfDeferred, report.Calls);
        (InputTokens, OutputTokens) = (report.Usage.InputTokens, report.Usage.OutputTokens);
        (CostUsd, RowByRowCostUsd) = (report.Cost?.Dollars, report.RowByRowCost?.Dollars);
        PossiblyBilledUsd = report.Cost is null ? null : report.PossiblyBilled?.Dollars;
        (PossiblyBilledCalls, NotBilledCalls, ReleasedUsd) = (report.PossiblyBilledCalls, report.NotBilledCalls, report.Released.Dollars);
        UndecidedRows = report.UndecidedRows.Values.Sum();
        UndecidedRowsByReason = new(report.UndecidedRows.ToDictionary(pair => pair.Key.Word(), pair => pair.Value), StringComparer.Ordinal);
        RowsBySource = RowsBySourceDocument.Of(report);
        Certificate = CertificateDocument.Of(report.Certificate);
        GivenUp = report.GivenUp.IsEmpty ? null : [.. report.GivenUp.Select(GivenUpDocument.Of)];
        PatternsPerCall = report.PatternsPerCall;
        CallsInSequence = report.CallsInSequence;
        Savings = report.Savings is { } savings ? SavingsDocument.Of(savings) : null;
        AloneCheck = report.AnsweredAlone is { } alone ? AloneCheckDocument.Of(alone) : null;
        SelfCheck = report.SelfConsistency is { } consistency ? SelfCheckDocument.Of(consistency) : null;
    }

    public int? DistinctTexts { get; }

    public long? UndecidedRows { get; }

    public RowsBySourceDocument? RowsBySource { get; }

    public int AskedTexts { get; private protected init; }

    public int Calls { get; private protected init; }

    public long InputTokens { get; private protected init; }

    public long OutputTokens { get; private protected init; }

    public decimal? CostUsd { get; private protected init; }

    public decimal? RowByRowCostUsd { get; }

    public CertificateDocument? Certificate { get; }

    public double? PatternsPerCall { get; }

    /// <summary>The longest chain of calls that waited for one another: so many replies one after the other is what asking takes.</summary>
    [JsonPropertyOrder(2)]
    public int? CallsInSequence { get; }

    /// <summary>The most that calls of unknown fate can have cost, beside the measured costUsd; null when the price is unknown.</summary>
    [JsonPropertyOrder(2)]
    public decimal? PossiblyBilledUsd { get; private protected init; }

    /// <summary>Those calls.</summary>
    [JsonPropertyOrder(2)]
    public int PossiblyBilledCalls { get; private protected init; }

    /// <summary>Calls that were refused before any work, or never sent.</summary>
    [JsonPropertyOrder(2)]
    public int NotBilledCalls { get; private protected init; }

    /// <summary>What was possibly billed until a person released it.</summary>
    [JsonPropertyOrder(2)]
    public decimal ReleasedUsd { get; private protected init; }

    [JsonPropertyOrder(2)]
    public int? AskedTextsIfDeferred { get; }

    [JsonPropertyOrder(4)]
    public SortedDictionary<string, long>? UndecidedRowsByReason { get; }

    /// <summary>Why texts were given up, the commonest reason first; left out where none was.</summary>
    [JsonPropertyOrder(8)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GivenUpDocument[]? GivenUp { get; }

    /// <summary>What was saved, step by step; left out in reports from before that was counted.</summary>
    [JsonPropertyOrder(9)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SavingsDocument? Savings { get; }

    /// <summary>Set by --alone-check.</summary>
    [JsonPropertyOrder(6)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AloneCheckDocument? AloneCheck { get; }

    /// <summary>Set by --self-check.</summary>
    [JsonPropertyOrder(6)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SelfCheckDocument? SelfCheck { get; }
}
