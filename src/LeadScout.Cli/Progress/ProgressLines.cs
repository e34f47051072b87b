using LeadScout.Jobs;

namespace LeadScout.Cli.Progress;

/// <summary>Progress as plain lines, for logs: one every ten per cent, or every few seconds while it takes longer. Thread-safe.</summary>
internal sealed class ProgressLines(TextWriter writer, TimeProvider clock) : IProgress<JobProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _lastAt = clock.GetTimestamp();
    private long _lastTenth;

    /// <inheritdoc/>
    public void Report(JobProgress value)
    {
        lock (_gate)
        {
            var tenth = value.Phase == JobPhase.Intake || value.Rows == 0 ? 0 : 10 * value.DecidedRows / value.Rows;
            if (tenth <= _lastTenth && clock.GetElapsedTime(_lastAt) < Pause)
            {
                return;
            }

            (_lastAt, _lastTenth) = (clock.GetTimestamp(), Math.Max(tenth, _lastTenth));
            var figures =
                new[] { ProgressText.Rows(value), value.Phase is JobPhase.Intake or JobPhase.Embedding ? "" : ProgressText.Work(value), ProgressText.Pace(value), ProgressText.Left(value), ProgressText.Waiting(value) };
            writer.WriteLine($"{ProgressText.Doing(value.Phase)}: {string.Join(", ", figures.Where(figure => figure.Length > 0))}");
        }
    }
}
