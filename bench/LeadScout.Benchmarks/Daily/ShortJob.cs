using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace LeadScout.Benchmarks.Daily;

/// <summary>Bounded in time: in this process, three warm-ups and five measurements; memory counted.</summary>
internal static class ShortJob
{
    public static IConfig Config { get; } = new ManualConfig()
        .AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)).WithIterationCount(5))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Unicode)
        .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "leadscout-benchmarks"));
}
