using LeadScout.Questions;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Clustering;

/// <summary>
/// Tells other nodes, and hears from them, that the log of a question has changed otherwise than by growing. Looked at before anything is
/// said out of memory, so that what was taken back on one node decides nowhere any more. Thread-safe.
/// </summary>
internal sealed class ReopenedNews(ServerWorkspace workspace) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private long? _known;

    /// <summary>Tells the others.</summary>
    public void Tell(QuestionVersion question) => workspace.Cluster?.TellReopenedAsync(question).GetAwaiter().GetResult();

    /// <summary>Hears which questions are new in it; all are known before the first look.</summary>
    /// <param name="reopen">Told of each before anybody passes for having heard of it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task HearAsync(Action<QuestionVersion> reopen, CancellationToken cancellation)
    {
        if (workspace.Cluster is not { } cluster)
        {
            return;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            var (latest, reopened) = await cluster.ReopenedAsync(_known, cancellation);
            _known = latest;
            foreach (var question in reopened)
            {
                reopen(question);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
