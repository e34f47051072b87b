using LeadScout.Application.Reports;
using LeadScout.Server.Access;
using LeadScout.Server.Jobs;
using LeadScout.Server.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/estimate</c>.</summary>
internal static class EstimateApi
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost(
            "/",
            async (JobSubmission request, JobForecasts forecasts, CancellationToken gone) => new EstimateDocument(await forecasts.EstimateAsync(request.Order(), gone), FieldWords.Of))
            .Needs(Scope.Read).WithSummary("What a job would probably ask and cost, as an interval. Asks nobody.").ProducesProblem(404);
}
