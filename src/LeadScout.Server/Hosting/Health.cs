using LeadScout.Questions;
using LeadScout.Server.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LeadScout.Server.Hosting;

/// <summary>Whether the process lives, and whether it can work.</summary>
internal static class Health
{
    // What a commit and a page of a result take.
    private const long LeastRoom = 256 * 1024;

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new HealthDocument("live"))).AllowAnonymous();
        app.MapGet("/health/ready", async (ServerWorkspace workspace, IHostApplicationLifetime lifetime, CancellationToken gone) =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return Results.Json(new HealthDocument("stopping"), statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            try
            {
                await workspace.ReadAsync(store => store.LogPositionAsync(gone));
                if ((!workspace.Store.IsShared && !HasRoom(workspace.Database)) || !HasRoom(workspace.Folder))
                {
                    return Results.Json(new HealthDocument("disk full"), statusCode: StatusCodes.Status503ServiceUnavailable);
                }

                return Results.Ok(new HealthDocument("ready"));
            }
            catch (BadInputException)
            {
                return Results.Json(new HealthDocument("database unreadable"), statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).AllowAnonymous();
    }

    private static bool HasRoom(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace >= LeastRoom;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return true; // nobody can say: the next write will tell
        }
    }
}

/// <summary>How the server is.</summary>
internal sealed record HealthDocument(string Status);
