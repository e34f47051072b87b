using System.Runtime.CompilerServices;
using System.Text.Json;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace LeadScout.Server.Api;

/// <summary>
/// A job in the query of an upload: <see cref="JobSubmission"/>, and the list's name. <c>question</c> may stand several times, and so may
/// <c>column</c>, as <c>NAME</c> or <c>COLUMN=NAME</c>, <c>reopen</c>, and <c>outColumn</c>, as <c>NAME</c> or <c>QUESTION=NAME</c>.
/// </summary>
internal sealed record JobQuery
{
    public required string Name { get; init; }

    [FromQuery]
    public required string[] Question { get; init; }

    public string? Sheet { get; init; }

    public string? Encoding { get; init; }

    public string? Delimiter { get; init; }

    public string? Quote { get; init; }

    public int? HeaderRow { get; init; }

    public string? InputFormat { get; init; }

    public int? MaxText { get; init; }

    public string? LongTexts { get; init; }

    [FromQuery]
    public string[]? Column { get; init; }

    public string? Teacher { get; init; }

    public string? Escalate { get; init; }

    public decimal? MaxCostUsd { get; init; }

    public double? MaxError { get; init; }

    [FromQuery]
    public string[]? LabelMaxError { get; init; }

    [FromQuery]
    public string[]? LabelMinRecall { get; init; }

    public double? Confidence { get; init; }

    public int? RowsPerCall { get; init; }

    public int? Concurrency { get; init; }

    public ulong? Seed { get; init; }

    public long? Limit { get; init; }

    public int? SelfCheck { get; init; }

    public int? AloneCheck { get; init; }

    public int? Canaries { get; init; }

    public string? OnUndecided { get; init; }

    public int? Retries { get; init; }

    public string? Timeout { get; init; }

    public string? Patience { get; init; }

    public string? StructuredOutput { get; init; }

    public int? ThinkingTokens { get; init; }

    public double? Temperature { get; init; }

    public string? Tier { get; init; }

    public bool? TierFallback { get; init; }

    public string? Embeddings { get; init; }

    public string? Webhook { get; init; }

    public string? Keep { get; init; }

    [FromQuery]
    public string[]? Reopen { get; init; }

    [FromQuery]
    public string[]? OutColumn { get; init; }

    /// <summary>How the list is read; it is kept so, and the job takes it from there.</summary>
    public LeadFileOptions Reading => ListOptionText.Parse(Sheet, Encoding, Delimiter, Quote, HeaderRow, InputFormat);

    private static readonly string[] Fields =
        [.. typeof(JobQuery).GetProperties().Where(property => property.CanWrite)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    /// <summary>Says which parameters a request must have: binding that the compiler writes calls each list needed.</summary>
    public static void Describe(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>())
        {
            parameter.Required = typeof(JobQuery).GetProperty(parameter.Name!)!.IsDefined(typeof(RequiredMemberAttribute), inherit: false);
        }
    }

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
