using System.Text.Json.Serialization;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>A job in <c>jobs list</c> and <c>jobs show</c>; the server says more of it.</summary>
public record JobDocument(
    string Job,
    string State,
    string Input,
    string Output,
    string Question,
    string Teacher,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    ReportDocument Report)
{
    /// <summary>What is reserved, spent and left; only in <c>jobs show</c>, which reads the ledger.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("purse")]
    public SpendingDocument? SpendingLimit { get; init; }

    /// <summary>What persons have released of its possibly billed calls; only in <c>jobs show</c>, and where there was something.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SettlementDocument>? Settlements { get; init; }

    /// <summary>
    /// Calls that were made since the last report, which rows, savings and certificate are of, while what was asked and paid is by the ledger;
    /// only in <c>jobs show</c> and <c>jobs export</c>, and where there are some.
    /// </summary>
    [JsonPropertyOrder(2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int CallsSinceReport { get; init; }

    /// <summary>The job in one sentence.</summary>
    [JsonPropertyOrder(1)]
    public HeadlineDocument? Headline { get; init; }

    public static JobDocument Of(Job job) => new(
        job.Id.Value,
        job.State.Word(),
        job.InputName,
        job.OutputName,
        job.QuestionName,
        job.Teacher,
        job.CreatedAt,
        job.UpdatedAt,
        ReportDocument.Of(job, stoppedBecause: null, newCalls: 0))
    { Headline = HeadlineDocument.Of(job) };

    /// <summary>The same as one of many, with what its ledger says by now.</summary>
    public static JobDocument Looked(JobToDate now) => Of(now.Job).BilledBy(now.Bill);

    /// <summary>The same with all that its ledger says by now.</summary>
    public static JobDocument Of(JobToDate now) => Looked(now) with
    {
        SpendingLimit = SpendingDocument.Of(now.Bill),
        CallsSinceReport = now.CallsSince,
    };

    /// <summary>Of a job that has come to no report: the same with what was asked and paid.</summary>
    public JobDocument BilledBy(SpendingStatement bill) => Report.Rows is null ? this with { Report = Report.With(bill) } : this;
}
