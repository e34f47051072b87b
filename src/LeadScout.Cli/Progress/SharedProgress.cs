using LeadScout.Jobs;

namespace LeadScout.Cli.Progress;

/// <summary>Tells two of the same progress.</summary>
internal sealed class SharedProgress(IProgress<JobProgress> first, IProgress<JobProgress> second) : IProgress<JobProgress>
{
    /// <inheritdoc/>
    public void Report(JobProgress value)
    {
        first.Report(value);
        second.Report(value);
    }
}
