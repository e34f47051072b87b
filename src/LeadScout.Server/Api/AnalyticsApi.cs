using LeadScout.Server.Access;
using LeadScout.Server.Analytics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/analytics</c>.</summary>
internal static class AnalyticsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet(
            "/answers",
            async (LearningAnalytics analytics, int? days, CancellationToken gone) => await analytics.AnswersAsync(Math.Clamp(days ?? 90, 1, 3660), gone))
            .Needs(Scope.Read).WithSummary("Answers and audits by day and question.");
        group.MapGet("/savings", async (LearningAnalytics analytics, CancellationToken gone) => await analytics.SavingsAsync(gone))
            .Needs(Scope.Read).WithSummary("What jobs cost beside row by row, by month and question.");
        group.MapGet(
            "/jobs",
            async (LearningAnalytics analytics, int? skip, int? take, HttpRequest request) => Page.Of(await analytics.JobsAsync(request.HttpContext.RequestAborted), skip, take, request))
            .Needs(Scope.Read).WithSummary("What each job's calls taught, and what its audits proved.");
        group.MapGet(
            "/weak-spots",
            async (LearningAnalytics analytics, string question, CancellationToken gone) => await analytics.WeakSpotsAsync(question, gone))
            .Needs(Scope.Read).WithSummary("Where audits contradicted the student.").ProducesProblem(404);
    }
}
