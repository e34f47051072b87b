using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Application.Rechecks;
using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Api;
using LeadScout.Statistics;

namespace LeadScout.Server.Jobs;

/// <summary>What can be done about the decisions of a job once it is known how much of them would change.</summary>
/// <param name="Job">The job whose decisions they are.</param>
/// <param name="Recheck">The job that put them to the proof.</param>
/// <param name="Verdict"><c>proven</c>: what would change is within the budget; <c>refuted</c>: it is not; <c>open</c>.</param>
/// <param name="MovedLabels">Labels whose audits found more otherwise than the budget allows.</param>
/// <param name="Offers">What can be done.</param>
internal sealed record JobOffersDocument(
    string Job, string Recheck, string Verdict, IReadOnlyList<string> MovedLabels, IReadOnlyList<JobOfferDocument> Offers);

/// <summary>One of these.</summary>
/// <param name="Offer"><c>keep</c>, <c>correct</c>, <c>reopen</c> or <c>start-over</c>.</param>
/// <param name="Says">What it means, for a person.</param>
/// <param name="Request">The request that does it; null where nothing is to be done.</param>
/// <param name="Forecast">What it will probably ask and cost; null where it asks nothing.</param>
internal sealed record JobOfferDocument(string Offer, string Says, OfferedRequest? Request, ForecastDocument? Forecast);

/// <summary>A request ready to be sent.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Where to.</param>
/// <param name="Body">What with; null for a GET.</param>
internal sealed record OfferedRequest(string Method, string Path, JsonObject? Body);

/// <summary>Makes offers once a recheck is done. Thread-safe.</summary>
internal sealed class JobOffers(JobService service, JobForecasts forecasts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The offers of a job that rechecks another.</summary>
    /// <exception cref="RefusedException">It rechecks none, or is not done.</exception>
    public async Task<JobOffersDocument> OfAsync(JobId id, CancellationToken cancellation)
    {
        var view = await service.ShowAsync(id, cancellation);
        if (JobInvocation.Of(view.Job) is not { Rechecks: { } rechecked and not JobInvocation.Answers } invocation)
        {
            throw new RefusedException(
                "no-recheck", 409, $"Job {id} puts no other job's decisions to the proof, so it offers nothing. Start one that does: POST /api/v1/jobs/{id}/recheck.");
        }

        if (view.Job is not { State: JobState.Done, Report.Certified: { } certified })
        {
            throw new RefusedException("job-not-done", 409, $"Job {id} is {view.Job.State.Word()}: what it offers is known once it is done.");
        }

        var old = await service.ShowAsync(new JobId(rechecked), cancellation);
        var moved = MovedLabels.Of(certified.Columns[0], certified.Budget);
        var offers = new List<JobOfferDocument> { Keep(certified) };
        if (certified.Columns[0].WrongRows > 0)
        {
            offers.Add(new("correct", "the old result with what was found to be otherwise beside it; asks nothing", new("GET", $"{ApiRoot.Path}/jobs/{id}/result", null), null));
        }

        if (moved.Length > 0)
        {
            offers.Add(await PricedAsync("reopen", Reopened(certified.Columns[0], moved), Reopen(view, old.Job, invocation, certified.Columns[0], [.. moved]), cancellation));
        }

        if (old.List is { } list)
        {
            offers.Add(await PricedAsync(
                "start-over", "start over: label the list anew; what was answered here is not asked again", SubmissionOf(old.Job, invocation, list, view.Job.QuestionName), cancellation));
        }

        return new JobOffersDocument(rechecked, id.Value, CertifiedDocument.WordOf(certified.Verdict), [.. moved], offers);
    }

    private static JobOfferDocument Keep(CertifiedList certified) => new(
        "keep",
        certified.Verdict switch
        {
            ErrorVerdict.Proven => "keep the old decisions: what would change is proven to be within what was allowed",
            ErrorVerdict.Refuted => "keep the old decisions all the same: more would change than was allowed",
            _ => "keep the old decisions: how much would change is not known yet",
        },
        null,
        null);

    private static string Reopened(CertifiedColumn column, ImmutableArray<string> moved) =>
        $"decide anew what leans on the {(moved.Length == 1 ? "label" : "labels")} that moved ({string.Join(", ", moved)}), and keep the others: of their "
        + $"{MovedLabels.RowsKept(column, moved).Of("row")} at most {MovedLabels.MostChangesKept(column, moved).Text()} would change, as the lines by label say";

    /// <summary>Over the old result, whose list the recheck has taken in.</summary>
    private static JobSubmission Reopen(JobView view, Job old, JobInvocation invocation, CertifiedColumn column, IReadOnlyList<string> moved)
    {
        return SubmissionOf(old, invocation, view.List!, view.Job.QuestionName) with
        {
            Column = invocation.Columns.Lone,
            Columns = invocation.Columns.Named.IsEmpty ? null : invocation.Columns.Named,
            Keep = column.Column,
            Reopen = moved,
            OutColumns = new SortedDictionary<string, string>(StringComparer.Ordinal) { [view.Job.QuestionName] = column.Column + "_2" },
        };
    }

    private static JobSubmission SubmissionOf(Job old, JobInvocation invocation, string list, string question) => new()
    {
        List = list,
        Question = question,
        Teacher = invocation.TeacherKnownAs ?? invocation.Teacher,
        Column = JobInvocation.Of(old).Columns.Lone,
        Columns = JobInvocation.Of(old).Columns.Named is { IsEmpty: false } named ? named : null,
        MaxError = old.Settings.Budget.MaxError,
        Confidence = old.Settings.Budget.Confidence,
        LabelBudgets = old.Settings.LabelBudgets.IsEmpty ? null
            : [.. old.Settings.LabelBudgets.Select(budget => new LabelBudgetSubmission { Label = budget.Label, MaxError = budget.MaxError, MinRecall = budget.MinRecall })],
        Hints = old.Settings.Hints.IsEmpty ? null : old.Settings.Hints,
    };

    private async Task<JobOfferDocument> PricedAsync(string offer, string says, JobSubmission submission, CancellationToken cancellation)
    {
        var forecast = (await forecasts.EstimateAsync(submission.Order(), cancellation)).Left;
        if (forecast.Cost is { Most: { Dollars: > 0 } most })
        {
            submission = submission with { MaxCostUsd = Math.Ceiling(most.Dollars * 100) / 100 };
        }

        return new JobOfferDocument(
            offer, says, new("POST", $"{ApiRoot.Path}/jobs", JsonSerializer.SerializeToNode(submission, Json)!.AsObject()), ForecastDocument.Of(forecast));
    }
}
