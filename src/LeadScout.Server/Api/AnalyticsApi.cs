using LeadScout.Application.Patterns;
using LeadScout.Server.Access;
using LeadScout.Server.Analytics;
using LeadScout.Server.Jobs;
using LeadScout.Server.Patterns;
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
        group.MapGet(
            "/lists",
            async (LearningAnalytics analytics, string? question, int? skip, int? take, HttpRequest request) =>
                Page.Of(await analytics.ListsAsync(question, request.HttpContext.RequestAborted), skip, take, request))
            .Needs(Scope.Read).WithSummary("Is it getting cheaper? What each list asked, in the order in which they were begun, and what it took afresh.");
        group.MapGet("/carriers", CarriersAsync)
            .Needs(Scope.Read)
            .WithSummary("What carries it? Patterns grouped to what a person would call one thing, with the rows and dollars that rest on it at least. Parts of words that belong to no one word come after all words; `parts=false` leaves them out, `parts=true` gives them alone.")
            .ProducesProblem(404);
        group.MapGet(
            "/insight",
            async (LearningAnalytics analytics, WorkLimit heavy, string question, CancellationToken gone) =>
                await heavy.RunAsync(() => analytics.InsightAsync(question, gone), gone))
            .Needs(Scope.Read)
            .WithSummary("Where is it weak? Student against audits, LLM against people and against itself, with examples; by label; agreement by month and model.")
            .ProducesProblem(404);
        group.MapGet(
            "/costs",
            async (CostAnalytics costs, WorkLimit heavy, string? by, CancellationToken gone) =>
            {
                var cut = CutOf(by);
                return await heavy.RunAsync(() => costs.ReadAsync(cut, gone), gone);
            })
            .Needs(Scope.Read).WithSummary("What did it cost and whom? By `month`, `question`, `list` or `who`; measured cost of calls.");
    }

    private static async Task<Page<PatternGroupDocument>> CarriersAsync(
        PatternService patterns, WorkLimit heavy, string question, string? teacher, string? sort, string? find, bool? parts, int? skip, int? take, HttpRequest request)
    {
        var (from, count) = Page.Bounds(skip, take);
        var order = PatternsApi.Word<PatternSort>(sort, "sort", value => value.ToString().ToLowerInvariant()) ?? PatternSort.Applied;
        var query = new GroupQuery(order, find ?? "", parts, from, count);
        var gone = request.HttpContext.RequestAborted;
        var found = (await heavy.RunAsync(() => patterns.GroupsAsync(question, teacher, [query], gone), gone))[0];
        return new Page<PatternGroupDocument>(
            found.Groups, from, found.Matching, from + count < found.Matching ? Page.Next(request, from + count, count) : null);
    }

    private static CostCut CutOf(string? by) =>
        PatternsApi.Word<CostCut>(by, "by", cut => cut.ToString().ToLowerInvariant()) ?? CostCut.Month;
}
