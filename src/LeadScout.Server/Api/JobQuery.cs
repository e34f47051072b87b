using System.Text.Json;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LeadScout.Server.Api;

/// <summary>
/// A job in the query of an upload: <see cref="JobSubmission"/>, and the list's name. <c>question</c> may stand several times, and so may
/// <c>column</c>, as <c>NAME</c> or <c>COLUMN=NAME</c>, <c>reopen</c>, and <c>outColumn</c>, as <c>NAME</c> or <c>QUESTION=NAME</c>.
/// </summary>
internal sealed record JobQuery(
    string Name, [FromQuery] string[] Question, string? Sheet, string? Encoding, string? Delimiter, string? Quote, int? HeaderRow,
    string? InputFormat, int? MaxText, string? LongTexts, [FromQuery] string[]? Column, string? Teacher, string? Escalate,
    decimal? MaxCostUsd, double? MaxError, [FromQuery] string[]? LabelMaxError, [FromQuery] string[]? LabelMinRecall, double? Confidence,
    int? RowsPerCall, int? Concurrency, ulong? Seed, long? Limit, int? SelfCheck, int? AloneCheck, int? Canaries, string? OnUndecided, int? Retries, string? Timeout,
    string? Patience,
    string? StructuredOutput, int? ThinkingTokens, double? Temperature, string? Tier, bool? TierFallback, string? Embeddings, string? Webhook,
    string? Keep, [FromQuery] string[]? Reopen, [FromQuery] string[]? OutColumn)
{
    /// <summary>How the list is read; it is kept so, and the job takes it from there.</summary>
    public LeadFileOptions Reading => ListOptionText.Parse(Sheet, Encoding, Delimiter, Quote, HeaderRow, InputFormat);

    private static readonly string[] Fields =
        [.. typeof(JobQuery).GetConstructors()[0].GetParameters()
            .Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!))];

    /// <summary>Refuses a parameter that there is not, as a body's field would be.</summary>
    /// <exception cref="RefusedException">There is no such parameter.</exception>
    public static void RefuseOthers(IQueryCollection query) => JobSubmission.RefuseOthers(query.Keys, Fields);

    public JobSubmission Submission(string list)
    {
        var columns = ColumnChoice.Parse(Column ?? []);
        return new JobSubmission
        {
            List = list,
            Questions = Question,
            Column = columns.Lone,
            Columns = columns.Named,
            MaxText = MaxText,
            LongTexts = LongTexts,
            Teacher = Teacher,
            Escalate = Escalate,
            MaxCostUsd = MaxCostUsd,
            MaxError = MaxError,
            LabelBudgets =
            [
                .. (LabelMaxError ?? []).Select(text => LabelBudgetSubmission.Parse("labelMaxError", text, isRecall: false)),
                .. (LabelMinRecall ?? []).Select(text => LabelBudgetSubmission.Parse("labelMinRecall", text, isRecall: true)),
            ],
            Confidence = Confidence,
            RowsPerCall = RowsPerCall,
            Concurrency = Concurrency,
            Seed = Seed,
            Limit = Limit,
            SelfCheck = SelfCheck,
            AloneCheck = AloneCheck,
            Canaries = Canaries,
            OnUndecided = OnUndecided,
            Retries = Retries,
            Timeout = Timeout,
            Patience = Patience,
            StructuredOutput = StructuredOutput,
            ThinkingTokens = ThinkingTokens,
            Temperature = Temperature,
            Tier = Tier,
            TierFallback = TierFallback,
            Embeddings = Embeddings,
            Webhook = Webhook,
            Keep = Keep,
            Reopen = Reopen,
            OutColumns = OutColumnsOf(),
        };
    }

    // As on the command line: NAME for a job of one question, QUESTION=NAME for one of several.
    private Dictionary<string, string>? OutColumnsOf()
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var said in OutColumn ?? [])
        {
            var question = Question.FirstOrDefault(name => said.StartsWith(name + "=", StringComparison.Ordinal)) ?? (Question is [var only] ? only : null);
            var column = question is not null && said.StartsWith(question + "=", StringComparison.Ordinal) ? said[(question.Length + 1)..] : said;
            if (question is null || column.Length == 0 || !named.TryAdd(question, column))
            {
                throw new RefusedException(
                    "bad-input", 400, $"outColumn can't be '{said}'. Allowed: NAME where one question is asked, QUESTION=NAME where several are, once for each.");
            }
        }

        return named.Count == 0 ? null : named;
    }
}
