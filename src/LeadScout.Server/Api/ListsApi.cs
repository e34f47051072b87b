using LeadScout.Files;
using LeadScout.Server.Access;
using LeadScout.Server.Hosting;
using LeadScout.Server.Jobs;
using LeadScout.Server.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/lists</c>.</summary>
internal static class ListsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/", UploadAsync)
            .Needs(Scope.Label)
            .WithSummary("Uploads a list: the file is the body, its name in ?name=. The same file again is the same list.")
            .Accepts<Stream>("application/octet-stream")
                .Produces<StoredList>(StatusCodes.Status201Created)
                .ProducesProblem(413)
                .ProducesProblem(415);
        group.MapGet("/", (ListStore lists, int? skip, int? take, HttpRequest request) => ListListDocument.Of(lists, skip, take, request))
            .Needs(Scope.Read)
            .WithSummary("The lists, newest first; and those whose record is broken.");
        group.MapGet("/{id}", (ListStore lists, string id, int? rows) => lists.Preview(id, Math.Clamp(rows ?? 10, 0, 100)))
            .Needs(Scope.Read)
            .WithSummary("A list and its first rows.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        group.MapDelete("/{id}", DeleteAsync)
            .Needs(Scope.Label)
            .WithSummary("Deletes a list for good, unless a job is at work over it. Jobs over it keep their results.")
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<Created<StoredList>> UploadAsync(
        ListStore lists,
        ActivityLog activity,
        Caller caller,
        ServerOptions options,
        HttpContext http,
        string name,
        string? sheet,
        string? encoding,
        string? delimiter,
        string? quote,
        int? headerRow,
        string? inputFormat)
    {
        var list = await lists.SaveAsync(
            name,
            BodyOf(http, options),
            ListOptionText.Parse(sheet, encoding, delimiter, quote, headerRow, inputFormat),
            http.RequestAborted);
        activity.Record(caller, "upload", list.Name);
        return TypedResults.Created($"{http.Request.PathBase}{ApiRoot.Path}/lists/{list.Id}", list);
    }

    /// <summary>The body, as far as an upload may go. A little more is let in, so that it is the list's own limit that speaks.</summary>
    public static Stream BodyOf(HttpContext http, ServerOptions options)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Uploads.Bytes + ApiRoot.MostBytes;
        }

        return http.Request.ContentLength > options.Uploads.Bytes
            ? throw new RefusedException(
                "list-too-large",
                413,
                $"The list is larger than {options.Uploads.Bytes >> 20} MB, the most that this server takes. Divide it.")
            : http.Request.Body;
    }

    private static async Task<NoContent> DeleteAsync(ListRemoval removal, ActivityLog activity, Caller caller, string id, CancellationToken gone)
    {
        activity.Record(caller, "list-deleted", await removal.DeleteAsync(id, gone));
        return TypedResults.NoContent();
    }
}
