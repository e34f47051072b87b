using System.Buffers;
using LeadScout.Server.Access;
using LeadScout.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScout.Server.Mcp;

/// <summary>The tools over streamable HTTP, at <c>/mcp</c>: with the keys and scopes of the API, and without state between requests.</summary>
internal static class AgentEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/mcp";

    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddSingleton<ListJobs>().AddSingleton<AgentServices>().AddSingleton<AgentDesks>();
        services.AddMcpServer(options => AgentServer.Configure(
                options,
                ServerDesk.All,
                message => message.Services!.GetRequiredService<AgentDesks>().SessionOf(Caller.Of(message.User!))))
            .WithHttpTransport(http => http.Stateless = true);
        return services;
    }

    public static void MapAgents(this IEndpointRouteBuilder app) => app.MapMcp(Path)
        .DisableAntiforgery().WithMetadata(new BodyLimit(ApiRoot.MostBytes)).RequireAuthorization(Scope.Read.ToString())
        .Finally(endpoint => endpoint.RequestDelegate = Checked(endpoint.RequestDelegate!));

    /// <summary>The same, but for what is no message: that is answered as JSON-RPC says.</summary>
    private static RequestDelegate Checked(RequestDelegate next) => async http =>
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await next(http);
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (BrokenMessage.AnswerTo(new ReadOnlySequence<byte>(body.GetBuffer(), 0, (int)body.Length)) is { } answer)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(answer, http.RequestAborted);
            return;
        }

        body.Position = 0;
        http.Request.Body = body;
        await next(http);
    };
}
