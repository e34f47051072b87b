using LeadScout.Questions;
using LeadScout.Server.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Answers;

/// <summary>Forgets what is older than the retention: when the server starts, before any job goes on, and once a day.</summary>
internal sealed partial class RetentionKeeper(
    AnswerService answers, ServerOptions options, ILogger<RetentionKeeper> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _daily = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ApplyAsync(cancellationToken);
        _daily = DailyAsync();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _daily;
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task DailyAsync()
    {
        using var timer = new PeriodicTimer(Day, options.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await ApplyAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task ApplyAsync(CancellationToken cancellation)
    {
        try
        {
            var (forgotten, notApplied) = await answers.ApplyRetentionAsync(cancellation);
            if (notApplied is not null)
            {
                Doubted(log, notApplied);
            }
            else if (forgotten > 0)
            {
                Forgot(log, forgotten);
            }
        }
        catch (BadInputException e)
        {
            Failed(log, e);
        }
    }

    [LoggerMessage(30, LogLevel.Information, "Retention: {Answers} answers forgotten.")]
    private static partial void Forgot(ILogger log, long answers);

    [LoggerMessage(32, LogLevel.Warning, "{NotApplied}")]
    private static partial void Doubted(ILogger log, string notApplied);

    [LoggerMessage(31, LogLevel.Error, "Retention could not be applied; the next try is in a day.")]
    private static partial void Failed(ILogger log, Exception exception);
}
