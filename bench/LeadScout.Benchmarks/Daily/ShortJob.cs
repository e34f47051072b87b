using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace LeadScout.Benchmarks.Daily;

/// <summary>
/// Many measurements of some milliseconds at most, in this process: on a machine with other work some of them are not interrupted, and the
/// least counts. Each goes over a thousand texts, so that it is not about the first of them, before the processor has the tables at hand.
/// </summary>
internal static class ShortJob
{
    public static IConfig Config { get; } = new ManualConfig()
        .AddJob(
            Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)).WithStrategy(RunStrategy.Throughput).WithInvocationCount(1024).WithWarmupCount(20).WithIterationCount(200))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Unicode)
        .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "leadscout-benchmarks"));
}
