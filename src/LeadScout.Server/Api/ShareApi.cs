using LeadScout.Server.Access;
using LeadScout.Server.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/jobs/{id}/share</c>.</summary>
internal static class ShareApi
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/{id}/share", ShareAsync)
        .Needs(Scope.Admin)
        .WithSummary("Makes a link that opens the job's page for reading. It carries a key of scope read, which opens all that such a key opens.")
        .ProducesProblem(404);

    private static async Task<ShareDocument> ShareAsync(
        JobService jobs, KeyRing keys, ActivityLog activity, Caller caller, string id, ShareRequest? request, HttpContext http)
    {
        var view = await jobs.ShowAsync(JobsApi.IdOf(id), http.RequestAborted);
        var origin = new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");
        var (key, url) = SharedLink.Make(keys, origin, $"/jobs/{view.Job.Id}", $"link to job {view.Job.Id}", request?.Days ?? SharedLink.DefaultDays);
        activity.Record(caller, "key-added", key.Id);
        return new ShareDocument(url, KeyDocument.Of(key));
    }
}

/// <summary>For how many days a link is good, 1 to 365; 30 unless given.</summary>
internal sealed record ShareRequest(int? Days = null);

/// <summary>A link, shown this once, and its key: revoke it and the link has ended.</summary>
internal sealed record ShareDocument(string Url, KeyDocument Key);
