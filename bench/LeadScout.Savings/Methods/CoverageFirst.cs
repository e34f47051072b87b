using System.Globalization;
using LeadScout.Savings.Runs;
using LeadScout.Statistics;

namespace LeadScout.Savings.Methods;

/// <summary>The product: a job that asks what teaches most, and proves at 95 % that it kept its error budget.</summary>
internal static class CoverageFirst
{
    public static Method Certified(int percent) => new(
        string.Create(CultureInfo.InvariantCulture, $"coverage-{percent}"),
        string.Create(CultureInfo.InvariantCulture, $"**LeadScout, certified {percent} %**"),
        trial => ListJob.RunAsync(trial, Budget(percent)));

    /// <summary>The same with what the add-on's encoder makes of the texts.</summary>
    public static Method WithEmbeddings(int percent) => new(
        string.Create(CultureInfo.InvariantCulture, $"coverage-{percent}+embeddings"),
        string.Create(CultureInfo.InvariantCulture, $"LeadScout with `--embeddings local`, certified {percent} %"),
        trial => ListJob.RunAsync(trial, Budget(percent), SharedEncoder.Local));

    /// <summary>The same with vectors that say nothing.</summary>
    public static Method WithRandomVectors(int percent) => new(
        string.Create(CultureInfo.InvariantCulture, $"coverage-{percent}+random-vectors"),
        string.Create(CultureInfo.InvariantCulture, $"LeadScout with random vectors, certified {percent} %"),
        trial => ListJob.RunAsync(trial, Budget(percent), new RandomVectors()));

    /// <summary>The same with vectors that say much, about other texts.</summary>
    public static Method WithOthersVectors(int percent) => new(
        string.Create(CultureInfo.InvariantCulture, $"coverage-{percent}+others-vectors"),
        string.Create(CultureInfo.InvariantCulture, $"LeadScout with vectors of other texts, certified {percent} %"),
        trial => ListJob.RunAsync(trial, Budget(percent), new OthersVectors(trial.Set)));

    private static ErrorBudget Budget(int percent) => new(percent / 100.0, 0.95);
}
