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
        group.MapPost("/", EstimateAsync)
            .Needs(Scope.Read).WithSummary("What a job would probably ask and cost, as an interval. Asks nobody.").ProducesProblem(404);

    private static async Task<EstimateDocument> EstimateAsync(JobSubmission request, JobForecasts forecasts, CancellationToken gone)
    {
        var forecast = await forecasts.EstimateAsync(request.Order(), gone);
        var reply = forecasts.ReplyTimeOf(forecast);
        return new EstimateDocument(forecast, FieldWords.Of) { Duration = DurationDocument.Of(forecast, reply.Time, reply.IsMeasured) };
    }
}
