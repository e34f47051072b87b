using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Hosting;
using LeadScout.Server.Jobs;
using LeadScout.Server.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/jobs</c>.</summary>
internal static class JobsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/", CreateAsync)
            .Needs(Scope.Label)
            .WithSummary("Starts a job over a list that was uploaded. The same again is the same job, which goes on.")
            .Produces<JobStatus>(StatusCodes.Status202Accepted).ProducesProblem(402).ProducesProblem(404).ProducesProblem(422);
        group.MapPost("/upload", UploadAsync)
            .Needs(Scope.Label)
            .WithSummary("Uploads a list and starts a job over it in one request: the list is the body, all else stands in the query.")
            .Accepts<Stream>("application/octet-stream")
                .Produces<JobStatus>(StatusCodes.Status202Accepted)
                .ProducesProblem(402)
                .ProducesProblem(404)
                .ProducesProblem(413)
                .ProducesProblem(415)
                .ProducesProblem(422);
        group.MapPost("/sample", SampleAsync)
            .Needs(Scope.Label)
            .WithSummary("Starts the built-in sample list with its recorded answers: no provider's key, no cost.")
            .Produces<JobStatus>(StatusCodes.Status202Accepted);
        group.MapGet("/", async (JobService service, int? skip, int? take, HttpRequest request) =>
            Page.Of([.. (await service.ListAsync(request.HttpContext.RequestAborted)).Select(view => JobStatus.Of(view, withCurve: false))], skip, take, request)).Needs(Scope.Read).WithSummary("The jobs, newest first.");
        group.MapGet(
            "/{id}", async (JobService service, string id, CancellationToken gone) => JobStatus.Of(await service.ShowAsync(IdOf(id), gone)))
            .Needs(Scope.Read)
            .WithSummary("One job.")
            .ProducesProblem(404);
        group.MapGet(
            "/{id}/events",
            (JobService service, string id, CancellationToken gone) => TypedResults.ServerSentEvents(EventsAsync(service, IdOf(id), gone)))
            .Needs(Scope.Read)
                .WithSummary("How a job stands, now and at every change until it stands still, as server-sent events named `job`.")
                .ProducesProblem(404);
        group.MapPost("/{id}/pause", async (JobService service, ActivityLog activity, Caller caller, string id, CancellationToken gone) =>
        {
            await service.BeginPauseAsync(IdOf(id));
            activity.Record(caller, "pause", id); // now: it will pause though the client may not wait for it
            return JobStatus.Of(await service.StandStillAsync(IdOf(id), gone));
        }).Needs(Scope.Label).WithSummary("Pauses a job: calls in flight come home and are kept.").ProducesProblem(404);
        group.MapPost("/{id}/resume", ResumeAsync)
            .Needs(Scope.Label)
            .WithSummary("Goes on with a job, with more money if need be.")
            .ProducesProblem(402)
            .ProducesProblem(404);
        group.MapPost("/{id}/settle", SettleAsync).Needs(Scope.Admin).WithSummary(
            "Releases what possibly billed calls hold back of the spending limit, once the provider's bill shows no more than what was measured. Without `measured` it only says how much.")
            .ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("/{id}", async (JobService service, ActivityLog activity, Caller caller, string id) =>
        {
            await service.CancelAsync(IdOf(id), CancellationToken.None); // to its end, though the client may not wait for it
            activity.Record(caller, "cancel", id);
            return TypedResults.NoContent();
        }).Needs(Scope.Label).WithSummary("Gives a job up and deletes its result. Its answers stay.").ProducesProblem(404);
        group.MapGet("/{id}/result", ResultAsync)
            .Needs(Scope.Read)
            .WithSummary("The labelled list, in the format of the list.")
            .Produces<Stream>(200, "application/octet-stream")
            .Produces(304)
            .ProducesProblem(404)
            .ProducesProblem(409);
        group.MapGet("/{id}/rows", RowsAsync)
            .Needs(Scope.Read)
            .WithSummary(
                "The rows as they stand under one of the job's questions, the first unless named, by label, source or part of the text; as in the list, or by `sort`: doubt, rows, label.")
            .ProducesProblem(404);
        group.MapGet("/{id}/labels", LabelsAsync)
            .Needs(Scope.Read)
            .WithSummary("How the rows are spread over the labels, how many match, and how many were corrected since the result was written.")
            .ProducesProblem(404);
        group.MapGet("/{id}/rows/{number:long}", async (RowTable table, string id, long number, string? question, CancellationToken gone) =>
        {
            var (row, why) = await table.WhyAsync(IdOf(id), number, question, gone);
            return new RowWhy(row, why);
        }).Needs(Scope.Read).WithSummary("One row, and why it is labelled so.").ProducesProblem(404);
    }

    /// <summary>A job's id.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static JobId IdOf(string id) => id.Length == 12 && id.All(char.IsAsciiHexDigitLower)
        ? new JobId(id)
        : throw new RefusedException(
            "job-not-found", 404, "There is no job of this id. An id is twelve of 0-9 and a-f; the jobs that there are: GET /api/v1/jobs.");

    private static Task<IResult> CreateAsync(
        JobSubmission submission,
        JobService service,
        KeySpending spending,
        ActivityLog activity,
        IdempotentResponses responses,
        Caller caller,
        HttpContext http) =>
        responses.OnceAsync(caller, http, submission, () => StartAsync(submission, service, spending, activity, caller, http));

    private static async Task<IResult> UploadAsync(
        [AsParameters] JobQuery query, ListStore lists, JobService service, KeySpending spending, ActivityLog activity,
        IdempotentResponses responses, ServerOptions options, Caller caller, HttpContext http)
    {
        JobQuery.RefuseOthers(http.Request.Query);
        var list = await lists.SaveAsync(query.Name, ListsApi.BodyOf(http, options), query.Reading, http.RequestAborted);
        activity.Record(caller, "upload", list.Name);
        var submission = query.Submission(list.Id);
        return await responses.OnceAsync(caller, http, submission, () => StartAsync(submission, service, spending, activity, caller, http));
    }

    private static async Task<(int Status, JobStatus Answer)> StartAsync(
        JobSubmission submission, JobService service, KeySpending spending, ActivityLog activity, Caller caller, HttpContext http)
    {
        var order = submission.Order();
        order = order with { Settings = order.Settings with { MaxCost = spending.LimitOf(caller, order.Settings.MaxCost) } };
        var view = await service.CreateAsync(order, caller, http.RequestAborted);
        activity.Record(caller, "start", view.Job.Id.Value);
        http.Response.Headers.Location = $"{http.Request.PathBase}{ApiRoot.Path}/jobs/{view.Job.Id}";
        return (StatusCodes.Status202Accepted, JobStatus.Of(view));
    }

    private static async Task<IResult> SampleAsync(SampleJob sample, ActivityLog activity, Caller caller, HttpContext http)
    {
        var view = await sample.StartAsync(caller, http.RequestAborted);
        activity.Record(caller, "start", view.Job.Id.Value);
        return TypedResults.Accepted($"{http.Request.PathBase}{ApiRoot.Path}/jobs/{view.Job.Id}", JobStatus.Of(view));
    }

    private static async Task<JobStatus> ResumeAsync(
        JobService service,
        KeySpending spending,
        ActivityLog activity,
        Caller caller,
        string id,
        ResumeRequest? submission,
        CancellationToken gone)
    {
        var most = JobSubmission.MoneyOf(submission?.MaxCostUsd);
        var limit = caller.KeyId is null && most is null ? null : spending.LimitOf(caller, most);
        var view = await service.ResumeAsync(IdOf(id), caller, limit, submission?.RetryFailed ?? false, gone);
        activity.Record(caller, "resume", id);
        return JobStatus.Of(view);
    }

    private static async Task<SettleDocument> SettleAsync(
        JobService service, ActivityLog activity, Caller caller, string id, SettleRequest? submission, CancellationToken gone)
    {
        var job = IdOf(id);
        var settlement = submission is { Measured: true } ? await service.SettleAsync(job, caller.Name, gone) : null;
        if (settlement is { Calls: > 0 })
        {
            activity.Record(caller, "settle", id, settlement.Calls);
        }

        var view = await service.ShowAsync(job, gone);
        return SettleDocument.Of(view.Job, settlement, await service.SpendingAsync(view.Job));
    }

    private static async IAsyncEnumerable<SseItem<JobStatus>> EventsAsync(
        JobService service, JobId id, [EnumeratorCancellation] CancellationToken gone)
    {
        await foreach (var view in service.WatchAsync(id, gone))
        {
            yield return new SseItem<JobStatus>(
                JobStatus.Of(view), "job")
            { EventId = view.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }
    }

    private static async Task<PhysicalFileHttpResult> ResultAsync(JobService service, string id, CancellationToken gone)
    {
        var path = await service.ResultAsync(IdOf(id), gone);
        var tag = new EntityTagHeaderValue($"\"{await FileTag.OfAsync(path, gone)}\"");
        return TypedResults.PhysicalFile(path, "application/octet-stream", Path.GetFileName(path), entityTag: tag);
    }

    private static Task<RowCounts> LabelsAsync(
        RowTable table, string id, string? question, string? label, string? source, string? contains, CancellationToken gone) =>
        table.CountAsync(IdOf(id), new RowFilter { Question = question, Label = label, Source = source, Contains = contains }, gone);

    private static async Task<Page<Row>> RowsAsync(
        RowTable table,
        string id,
        string? question,
        string? label,
        string? source,
        string? contains,
        string? sort,
        int? skip,
        int? take,
        HttpRequest request)
    {
        var (from, count) = Page.Bounds(skip, take);
        var filter = new RowFilter { Question = question, Label = label, Source = source, Contains = contains, Sort = RowSorts.Parse(sort), Skip = from, Take = count };
        var page = await table.ReadAsync(IdOf(id), filter, request.HttpContext.RequestAborted);
        var left = RowTable.TakeAfter(filter.Sort, from, count);
        return new Page<Row>(page.Rows, from, null, page.HasMore && left > 0 ? Page.Next(request, from + count, left) : null)
        {
            Note = page.HasMore && left <= 0 ? RowTable.SortedEnd : null,
        };
    }
}

/// <summary>With what a job goes on.</summary>
internal sealed record ResumeRequest(decimal? MaxCostUsd = null, bool RetryFailed = false);

/// <summary>Whether somebody has looked at the provider's bill, and it charged no more than what was measured.</summary>
internal sealed record SettleRequest(bool Measured = false);

/// <summary>A row, and what is behind its label by what is known now.</summary>
internal sealed record RowWhy(Row Row, ClassificationDocument Why);
