using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Application.Rechecks;
using LeadScout.Application.Reports;
using LeadScout.Files;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Api;
using LeadScout.Server.Lists;
using LeadScout.Server.Wording;
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
/// <param name="Forecast">What it will probably ask and cost; null where it asks nothing, or where that can't be told: <paramref name="Says"/> has the reason.</param>
internal sealed record JobOfferDocument(string Offer, string Says, OfferedRequest? Request, ForecastDocument? Forecast)
{
    /// <summary>The order that the request means, for pages; null where there is none, or it has no price.</summary>
    [JsonIgnore]
    internal JobOrder? Order { get; init; }

    /// <summary>The forecast, for pages.</summary>
    [JsonIgnore]
    internal Forecast? Left { get; init; }
}

/// <summary>A request ready to be sent.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Where to.</param>
/// <param name="Body">What with; null for a GET.</param>
internal sealed record OfferedRequest(string Method, string Path, JsonObject? Body);

/// <summary>Makes offers once a recheck is done. Thread-safe.</summary>
internal sealed class JobOffers(JobService service, JobForecasts forecasts, ListStore lists, MachinePaths paths)
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

        if (moved.Length > 0 && view.List is { } result)
        {
            var reopen = Reopen(result, view.Job.QuestionName, old.Job, invocation, certified.Columns[0], moved);
            offers.Add(await PricedAsync("reopen", Reopened(certified.Columns[0], moved), reopen, cancellation));
        }

        if (old.List is { } list)
        {
            offers.Add(await PricedAsync(
                "start-over",
                "start over: label the list anew; what was answered here is not asked again",
                StartOver(list, view.Job.QuestionName, old.Job, invocation, certified.Columns[0]),
                cancellation));
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

    /// <summary>Over the old result, whose list the recheck has taken in as the old job read its own.</summary>
    private JobOrder Reopen(
        string list, string question, Job old, JobInvocation invocation, CertifiedColumn column, ImmutableArray<string> moved) =>
        Like(old, invocation, list, question, OutColumn(question, LeadFiles.FreeColumn(column.Column, HeaderOf(list)))) is var order
            ? order with
            {
                Columns = invocation.Columns,
                Reading = new(),
                Settings = order.Settings with { Keep = new KeepSettings(column.Column) { Reopen = moved } },
            }
            : throw new InvalidOperationException();

    /// <summary>Over the old list, read as the old job read it, with the columns called as they were.</summary>
    private static JobOrder StartOver(string list, string question, Job old, JobInvocation invocation, CertifiedColumn column) =>
        Like(old, invocation, list, question, OutColumn(question, column.Column));

    /// <summary>As the old job went about it, but asked of whoever the recheck asked, and as it was asked.</summary>
    private static JobOrder Like(Job old, JobInvocation recheck, string list, string question, ImmutableSortedDictionary<string, string> outColumns)
    {
        var order = JobOrder.Like(old, list, question);
        return order with
        {
            Teacher = recheck.TeacherKnownAs ?? recheck.Teacher,
            Escalate = recheck.EscalateKnownAs ?? recheck.Escalate,
            TeacherSettings = recheck.TeacherSettings,
            Settings = order.Settings with { OutColumns = outColumns },
        };
    }

    // Of a list that has gone nothing is known, and nothing can be done with it either.
    private IReadOnlyList<string> HeaderOf(string list)
    {
        try
        {
            return lists.Find(list).Columns;
        }
        catch (RefusedException)
        {
            return [];
        }
    }

    private static ImmutableSortedDictionary<string, string> OutColumn(string question, string column) => column == question
        ? ImmutableSortedDictionary<string, string>.Empty
        : ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add(question, column);

    private async Task<JobOfferDocument> PricedAsync(string offer, string says, JobOrder order, CancellationToken cancellation)
    {
        var (forecast, problem) = await ForecastAsync(order, cancellation);
        if (forecast?.Cost is { Most: { Dollars: > 0 } most })
        {
            order = order with { Settings = order.Settings with { MaxCost = Teaching.Money.OfDollars(Math.Ceiling(most.Dollars * 100) / 100) } };
        }

        return new JobOfferDocument(
            offer,
            problem is null ? says : $"{says}; no price: {problem}",
            new("POST", $"{ApiRoot.Path}/jobs", JsonSerializer.SerializeToNode(OrderedSubmission.Of(order), Json)!.AsObject()),
            forecast is null ? null : ForecastDocument.Of(forecast))
        { Order = problem is null ? order : null, Left = forecast };
    }

    private async Task<(Forecast? Forecast, string? Problem)> ForecastAsync(JobOrder order, CancellationToken cancellation)
    {
        try
        {
            return ((await forecasts.EstimateAsync(order, cancellation)).Left, null);
        }
        catch (Exception e) when (RefusedException.Explains(e))
        {
            return (null, paths.Without(e).ToString()); // the list has gone since, or its column
        }
    }
}
