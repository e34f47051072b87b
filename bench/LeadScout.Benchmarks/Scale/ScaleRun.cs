using System.Diagnostics;
using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Savings.Sets;
using LeadScout.Sqlite;
using LeadScout.Statistics;
using LeadScout.Teaching.Limits;

namespace LeadScout.Benchmarks.Scale;

/// <summary>One whole job over a made-up list, and what it took.</summary>
/// <param name="Texts">Distinct texts.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Asked">Texts asked.</param>
/// <param name="Different">Rows whose label differs from the teacher's.</param>
/// <param name="Bound">The certificate's.</param>
/// <param name="Seconds">Time on the clock.</param>
/// <param name="CpuSeconds">Processor time, all cores together.</param>
/// <param name="PeakMebibytes">The most memory that the process has held so far, runtime and sets included: run the longest list
/// last.</param>
internal sealed record ScaleRun(
    int Texts, long Rows, int Asked, long Different, double Bound, double Seconds, double CpuSeconds, double PeakMebibytes)
{
    /// <summary>Runs the job with a teacher that takes no time and a database on disk, to a budget of 5 % at 95 %.</summary>
    /// <param name="data">The folder of the public sets.</param>
    /// <param name="distinct">Distinct texts.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="embedder">What embeds the texts; null for nothing.</param>
    /// <param name="note">Told of each phase.</param>
    /// <param name="cancellation">The wish to stop.</param>
    public static async Task<ScaleRun> RunAsync(
        string data, int distinct, long rows, IEmbedder? embedder, Action<string> note, CancellationToken cancellation)
    {
        var titles = SetFile.Read(Path.Combine(data, "titles_noc.tsv"));
        var companies = SetFile.Read(Path.Combine(data, "companies_financedb.tsv")).Texts.Where(
            name => !name.Contains(" at ", StringComparison.Ordinal)).ToArray();
        var list = new LargeList(titles, companies, rows, distinct);
        var teacher = new KeyTeacher(list.LabelOf);
        var folder = Directory.CreateTempSubdirectory("leadscout-scale");
        try
        {
            using var process = Process.GetCurrentProcess();
            var (started, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            using var store = SqliteStore.Open(Path.Combine(folder.FullName, "scale.db"));
            var request = new JobRequest(list.File, "result", list.Question, new JobSettings { Budget = new ErrorBudget(0.05, 0.95) })
            {
                Embedder = embedder,
            };
            var phases = new Phases(
                progress => note($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {progress.Phase}, {progress.AskedTexts:N0} asked"));
            var outcome = await new JobRunner(store, new RetryPolicy(), TimeProvider.System)
                .RunAsync(request, teacher, phases, cancellation);
            process.Refresh();
            return outcome.Job is { State: JobState.Done, Report.Certificate: { } certificate }
                ? new ScaleRun(
                    distinct, rows, teacher.Asked, list.Different, certificate.UpperBound,
                    Stopwatch.GetElapsedTime(started).TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds,
                    process.PeakWorkingSet64 / 1048576.0)
                : throw new InvalidOperationException($"The job was to end, and is {outcome.Job.State}: {outcome.StoppedBecause}");
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private sealed class Phases(Action<JobProgress> note) : IProgress<JobProgress>
    {
        private JobPhase _phase = JobPhase.Intake;

        public void Report(JobProgress value)
        {
            if (value.Phase != _phase)
            {
                _phase = value.Phase;
                note(value);
            }
        }
    }
}
