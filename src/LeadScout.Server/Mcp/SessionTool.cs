using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace LeadScout.Server.Mcp;

/// <summary>A tool of the protocol that does its work in the session of whoever calls.</summary>
internal sealed class SessionTool(AgentTool tool, Func<MessageContext, AgentSession> sessionOf) : McpServerTool
{
    /// <inheritdoc/>
    public override Tool ProtocolTool { get; } = tool.ToProtocol();

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        await using var progress = new ProgressRelay(request.Server, request.Params.ProgressToken);
        return await sessionOf(request).CallAsync(tool, request.Params.Arguments ?? new Dictionary<string, System.Text.Json.JsonElement>(), progress, cancellationToken);
    }
}
