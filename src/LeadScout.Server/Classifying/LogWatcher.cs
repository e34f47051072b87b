using LeadScout.Answers;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Classifying;

/// <summary>
/// Follows what other processes do to a shared log: what was answered or corrected there decides the next text here. It is woken, and looks by the
/// clock too, so that what it did not hear of costs a second.
/// </summary>
internal sealed partial class LogWatcher(ServerWorkspace workspace, Classifier classifier, ServerOptions options, ILogger<LogWatcher> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (workspace.Store is not ISharedLog shared)
        {
            return; // nobody else writes
        }

        for (LogState seen = default; !stoppingToken.IsCancellationRequested;)
        {
            var change = shared.NextChange;
            try
            {
                var now = await shared.StateAsync(stoppingToken);
                await FollowAsync(seen, now, stoppingToken);
                seen = now;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NotFollowed(log, e); // the database is away, or a question can't be opened any more: it is looked again
            }

            await Task.WhenAny(change, Task.Delay(Look, options.Clock, stoppingToken));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other processes have changed could not be followed; it is looked again in a second.")]
    private static partial void NotFollowed(ILogger log, Exception cause);

    private async Task FollowAsync(LogState seen, LogState now, CancellationToken stoppingToken)
    {
        if (now.Revision != seen.Revision)
        {
            classifier.Reopen();
        }
        else if (now.Position != seen.Position)
        {
            await classifier.CatchUpAsync(stoppingToken);
        }
    }
}
