using System.Globalization;

namespace LeadScout.Scale.Measuring;

/// <summary>The machine, as far as its figures depend on it.</summary>
internal static class Machine
{
    /// <summary>Cores and memory.</summary>
    public static string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0} GiB, .NET {Environment.Version.ToString(2)}");
}
