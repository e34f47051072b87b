namespace LeadScout.Benchmarks.Soak;

/// <summary>How a soak stands.</summary>
/// <param name="Time">Since it began.</param>
/// <param name="Singles">Single texts decided.</param>
/// <param name="Jobs">Jobs done.</param>
/// <param name="Corrections">Texts corrected.</param>
/// <param name="Asked">Texts asked.</param>
/// <param name="HeapMebibytes">What is in use after a full collection.</param>
/// <param name="ProcessMebibytes">What the process holds.</param>
internal readonly record struct SoakSample(
    TimeSpan Time, long Singles, long Jobs, int Corrections, int Asked, double HeapMebibytes, double ProcessMebibytes);
