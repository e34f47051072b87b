using LeadScout.Application.Reports;
using LeadScout.Server.Access;
using LeadScout.Server.Jobs;
using LeadScout.Server.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/jobs/{id}/recheck</c>: would another LLM, or other words, decide otherwise?</summary>
internal static class RecheckApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/{id}/recheck", StartAsync)
            .Needs(Scope.Label)
            .WithSummary("Puts the decisions of a finished job to the proof by another LLM, or in other words: starts a job over its result. Offers come when that is done.")
            .Produces<JobStatus>(StatusCodes.Status202Accepted).ProducesProblem(402).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        group.MapPost("/{id}/recheck/estimate", EstimateAsync)
            .Needs(Scope.Label)
            .WithSummary("What that would probably ask and cost, as an interval. Asks nobody.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("/{id}/offers", async (JobOffers offers, string id, CancellationToken gone) => await offers.OfAsync(JobsApi.IdOf(id), gone))
            .Needs(Scope.Read)
            .WithSummary("What can be done once a recheck is done, each with its price: keep, correct, reopen what leans on the labels that moved, start over.")
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> StartAsync(
        string id,
        RecheckSubmission submission,
        JobRechecks rechecks,
        JobService service,
        KeySpending spending,
        ActivityLog activity,
        IdempotentResponses responses,
        Caller caller,
        HttpContext http) => responses.OnceAsync(caller, http, submission, async () =>
        {
            var order = await rechecks.OrderAsync(JobsApi.IdOf(id), submission.Order(), http.RequestAborted);
            order = order with { Settings = order.Settings with { MaxCost = spending.LimitOf(caller, order.Settings.MaxCost) } };
            var view = await service.CreateAsync(order, caller, http.RequestAborted);
            activity.Record(caller, "recheck", id);
            http.Response.Headers.Location = $"{http.Request.PathBase}{ApiRoot.Path}/jobs/{view.Job.Id}";
            return (StatusCodes.Status202Accepted, JobStatus.Of(view));
        });

    private static async Task<EstimateDocument> EstimateAsync(
        string id, RecheckSubmission submission, JobRechecks rechecks, JobForecasts forecasts, CancellationToken gone)
    {
        var order = await rechecks.OrderAsync(JobsApi.IdOf(id), submission.Order(), gone);
        return new EstimateDocument(await forecasts.EstimateAsync(order, gone), FieldWords.Of);
    }
}
