using LeadScout.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary>The HTTP API. To add a part: write a file like its neighbours, and map it here.</summary>
internal static class ApiRoot
{
    /// <summary>Where it begins.</summary>
    public const string Path = "/api/v1";

    /// <summary>The most bytes of a request that is no upload.</summary>
    public const long MostBytes = 1 << 20;

    public static void MapLeadScoutApi(this IEndpointRouteBuilder app)
    {
        // Clients prove themselves by a key in a header; for browsers see CrossSiteGuard.
        var api = app.MapGroup(Path).DisableAntiforgery().WithMetadata(new BodyLimit(MostBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        ListsApi.Map(api.MapGroup("/lists").WithTags("Lists"));
        JobsApi.Map(api.MapGroup("/jobs").WithTags("Jobs"));
        CompareApi.Map(api.MapGroup("/jobs").WithTags("Jobs"));
        ShareApi.Map(api.MapGroup("/jobs").WithTags("Jobs"));
        RecheckApi.Map(api.MapGroup("/jobs").WithTags("Jobs"));
        EstimateApi.Map(api.MapGroup("/estimate").WithTags("Jobs"));
        ClassifyApi.Map(api.MapGroup("").WithTags("Single texts"));
        QuestionsApi.Map(api.MapGroup("/questions").WithTags("Questions"));
        AnswersApi.Map(api.MapGroup("/answers").WithTags("Answers"));
        PatternsApi.Map(api.MapGroup("/patterns").WithTags("Patterns"));
        AnalyticsApi.Map(api.MapGroup("/analytics").WithTags("Analytics"));
        ClusterApi.Map(api.MapGroup("/cluster").WithTags("Cluster"));
        SettingsApi.Map(api.MapGroup("/settings").WithTags("Settings"));
    }

    /// <summary>The scope that a caller needs.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Scope scope) => route.RequireAuthorization(scope.ToString());
}
