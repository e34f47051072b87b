using LeadScout.Server.Access;
using LeadScout.Server.Clustering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/cluster</c>.</summary>
internal static class ClusterApi
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("", ReadAsync)
        .Needs(Scope.Read)
        .WithSummary("How the servers on one PostgreSQL database stand: nodes, leases, permits, open calls, partitions.")
        .ProducesProblem(404);

    private static async Task<ClusterDocument> ReadAsync(ClusterOverview overview, CancellationToken gone) =>
        await overview.ReadAsync(gone) ?? throw new RefusedException(
            "no-cluster", 404, "This server's database is a file, which has one server. Several are one service on PostgreSQL: see docs/cluster.md.");
}
