using LeadScout.Questions;
using LeadScout.Server.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LeadScout.Server.Hosting;

/// <summary>Whether the process lives, and whether it can work.</summary>
internal static class Health
{
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
                return Results.Ok(new HealthDocument("ready"));
            }
            catch (BadInputException)
            {
                return Results.Json(new HealthDocument("database unreadable"), statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).AllowAnonymous();
    }
}

/// <summary>How the server is.</summary>
internal sealed record HealthDocument(string Status);
