using LeadScout.Server.Access;
using LeadScout.Server.Api;
using Microsoft.AspNetCore.Builder;
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
        .DisableAntiforgery().WithMetadata(new BodyLimit(ApiRoot.MostBytes)).RequireAuthorization(Scope.Read.ToString());
}
