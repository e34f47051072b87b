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
        trial => ListJob.RunAsync(trial, new ErrorBudget(percent / 100.0, 0.95)));
}
