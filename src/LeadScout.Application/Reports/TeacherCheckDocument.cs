using System.Collections.Immutable;
using LeadScout.Application.Jobs;
using LeadScout.Llm.Checks;
using LeadScout.Messages;

namespace LeadScout.Application.Reports;

/// <summary>What <c>teachers check</c> says, for a program. Names are part of the command line's contract.</summary>
public sealed record TeacherCheckDocument(
    string Teacher,
    string Url,
    bool Works,
    bool AnswersOne,
    bool AnswersSeveral,
    bool AnswersAlike,
    string StructuredOutput,
    ImmutableArray<string> Settled,
    bool CountsUsage,
    int Calls,
    int RefusedCalls,
    long InputTokens,
    long OutputTokens,
    decimal? CostUsd,
    decimal? InputUsdPerMillion,
    decimal? OutputUsdPerMillion,
    string? PriceSource,
    DateOnly? PriceDate,
    long? ContextTokens,
    long? MostOutputTokens,
    string? Problem,
    decimal? PossiblyBilledUsd)
{
    public static TeacherCheckDocument Of(TeacherCheckResult result, Func<Remedy, string> words) => new(
        result.Teacher,
        result.Url,
        result.Works,
        result.AnswersOne,
        result.AnswersSeveral,
        result.AnswersAlike,
        TeacherSettingWords.Of(result.StructuredOutput),
        result.Settled,
        result.CountsUsage,
        result.Calls,
        result.RefusedCalls,
        result.Usage.InputTokens,
        result.Usage.OutputTokens,
        result.Cost?.Dollars,
        result.Price?.Input,
        result.Price?.Output,
        result.PriceRow?.Source,
        result.PriceRow?.Date,
        result.Limits?.Context,
        result.Limits?.MostOutput,
        result.Problem?.In(words),
        result.PossiblyBilled?.Dollars);
}

/// <summary>A provider as <c>teachers list</c> shows it.</summary>
/// <param name="Provider">Before the colon of an LLM's name.</param>
/// <param name="KeyVariable">The environment variable with its key; null where none is wanted.</param>
/// <param name="HasKey">Whether it is set, or none is wanted.</param>
public sealed record TeacherLineDocument(string Provider, string? KeyVariable, bool HasKey);
