using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace LeadScout.Server.Mcp;

/// <summary>
/// Sends progress to an agent that asked for it, in order, and never falling back; all of it is sent before the reply. Where notices come
/// faster than they are sent, only the latest waits.
/// </summary>
internal sealed class ProgressRelay : IProgress<AgentProgress>, IAsyncDisposable
{
    private readonly Channel<AgentProgress> _notices = Channel.CreateBounded<AgentProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Task _sending;

    /// <param name="server">Who sends.</param>
    /// <param name="token">What the agent knows the call by; null for nobody who wants to know.</param>
    public ProgressRelay(McpServer server, ProgressToken? token) => _sending = token is { } known ? SendAsync(server, known) : Task.CompletedTask;

    /// <inheritdoc/>
    public void Report(AgentProgress value) => _notices.Writer.TryWrite(value);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _notices.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAsync(McpServer server, ProgressToken token)
    {
        var last = -1L;
        await foreach (var notice in _notices.Reader.ReadAllAsync())
        {
            if (notice.Done <= last)
            {
                continue;
            }

            last = notice.Done;
            try
            {
                await server.NotifyProgressAsync(token, new ProgressNotificationValue
                {
                    Progress = notice.Done,
                    Total = notice.Whole > 0 ? notice.Whole : null,
                    Message = notice.Message,
                });
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                return; // the agent is gone; the call is told so by its own cancellation
            }
        }
    }
}
