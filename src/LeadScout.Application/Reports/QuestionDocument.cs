using System.Text.Json.Serialization;
using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>What one of several questions of a job came to; its tokens and money are its even part of the calls that asked it.</summary>
public sealed record QuestionDocument
{
    public required string Question { get; init; }

    public required int DistinctTexts { get; init; }

    public required long UndecidedRows { get; init; }

    public required RowsBySourceDocument RowsBySource { get; init; }

    public required int AskedTexts { get; init; }

    public required int Calls { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required decimal? CostUsd { get; init; }

    public required decimal? RowByRowCostUsd { get; init; }

    public required CertificateDocument Certificate { get; init; }

    public required double PatternsPerCall { get; init; }

    public required int? AskedTextsIfDeferred { get; init; }

    public required SortedDictionary<string, long> UndecidedRowsByReason { get; init; }

    /// <summary>Set by --self-check.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SelfCheckDocument? SelfCheck { get; init; }

    public static QuestionDocument Of(QuestionReport question)
    {
        var report = question.Report;
        return new QuestionDocument
        {
            Question = question.Question,
            DistinctTexts = report.DistinctTexts,
            UndecidedRows = report.UndecidedRows.Values.Sum(),
            RowsBySource = RowsBySourceDocument.Of(report),
            AskedTexts = report.AskedTexts,
            Calls = report.Calls,
            InputTokens = report.Usage.InputTokens,
            OutputTokens = report.Usage.OutputTokens,
            CostUsd = report.Cost?.Dollars,
            RowByRowCostUsd = report.RowByRowCost?.Dollars,
            Certificate = CertificateDocument.Of(report.Certificate),
            PatternsPerCall = report.PatternsPerCall,
            AskedTextsIfDeferred = report.AskedTextsIfDeferred,
            UndecidedRowsByReason = new(report.UndecidedRows.ToDictionary(pair => pair.Key.Word(), pair => pair.Value), StringComparer.Ordinal),
            SelfCheck = report.SelfConsistency is { } consistency ? SelfCheckDocument.Of(consistency) : null,
        };
    }
}
