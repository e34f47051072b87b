using LeadScout.Server.Access;
using LeadScout.Server.Comparing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/jobs/{id}/compare/{other}</c>.</summary>
internal static class CompareApi
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/{id}/compare/{other}", CompareAsync)
        .Needs(Scope.Read)
        .WithSummary("Two runs held against each other: agreement, rows by both labels, rows that differ, and what each cost.")
        .ProducesProblem(404);

    private static Task<RunComparison> CompareAsync(
        RunComparer comparer,
        string id,
        string other,
        string? question,
        string? otherQuestion,
        string? left,
        string? right,
        int? skip,
        int? take,
        CancellationToken gone)
    {
        var (from, count) = Page.Bounds(skip, take);
        return comparer.CompareAsync(
            JobsApi.IdOf(id), JobsApi.IdOf(other), question, otherQuestion, new ChangeFilter(left, right, from, count), gone);
    }
}
