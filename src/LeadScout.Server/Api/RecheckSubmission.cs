using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Server.Jobs;

namespace LeadScout.Server.Api;

/// <summary>
/// A recheck as a client asks for it: what it does not say has the command line's default. Its LLM, its question, or both, are new.
/// </summary>
internal sealed record RecheckSubmission
{
    /// <summary>Who is asked now; the job's own LLM unless given.</summary>
    public string? Teacher { get; init; }

    /// <summary>The question's name, with the labels of the old one; the job's own unless given, as it is worded by now.</summary>
    public string? Question { get; init; }

    /// <summary>The largest share of rows that may be decided otherwise, 0 to 1.</summary>
    public double? MaxError { get; init; }

    /// <summary>Budgets of single labels beside; each label once.</summary>
    public IReadOnlyList<LabelBudgetSubmission>? LabelBudgets { get; init; }

    /// <summary>How sure of that to be, between 0 and 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>The most texts to draw, 1 to 1000000; 2000 unless given.</summary>
    public int? MaxAudits { get; init; }

    /// <summary>The most that may be spent, in US dollars.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>Texts in one call, 1 to 200.</summary>
    public int? RowsPerCall { get; init; }

    /// <summary>The most calls in flight, 1 to 256; 8 by default.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Seed of everything drawn by chance.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Fields that there are not: a limit that is spelt wrong must not be taken for none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }

    private static readonly string[] Fields =
        [.. UnknownField.FieldsOf(typeof(RecheckSubmission)).Where(name => !name.Equals(nameof(Others), StringComparison.OrdinalIgnoreCase))];

    internal RecheckOrder Order()
    {
        if (Others?.Keys.FirstOrDefault() is { } other)
        {
            throw UnknownField.Refusal("A recheck has", other, Fields);
        }

        var job = new JobSubmission
        {
            List = "",
            Question = Question ?? "",
            MaxError = MaxError,
            LabelBudgets = LabelBudgets,
            Confidence = Confidence,
            LabelColumns = ["the job's"],
            MaxAudits = MaxAudits,
            MaxCostUsd = MaxCostUsd,
            RowsPerCall = RowsPerCall,
            Concurrency = Concurrency,
            Seed = Seed,
        };
        return new RecheckOrder(Question, Teacher, job.Order().Settings);
    }
}
