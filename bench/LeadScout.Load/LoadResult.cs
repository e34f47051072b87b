namespace LeadScout.Load;

/// <summary>What came of a run.</summary>
/// <param name="Latencies">Of the answered requests, in milliseconds, from when each was due.</param>
/// <param name="Failed">Requests without an answer of status 200.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="AskedBefore">Texts that the job had asked when it began; null without a job.</param>
/// <param name="AskedAfter">And when it ended.</param>
/// <param name="IsAtWork">Whether the job was still at work then.</param>
internal sealed record LoadResult(double[] Latencies, int Failed, double Seconds, long? AskedBefore, long? AskedAfter, bool IsAtWork)
{
    public void Write(TextWriter writer)
    {
        writer.WriteLine(
            $"cores {Environment.ProcessorCount}, requests {Latencies.Length} in {Seconds:0.0} s ({Latencies.Length / Seconds:0}/s), failed {Failed}");
        writer.WriteLine($"latency ms: p50 {At(0.5):0.0}, p95 {At(0.95):0.0}, p99 {At(0.99):0.0}, p99.9 {At(0.999):0.0}, max {At(1):0.0}");
        writer.WriteLine(AskedBefore is null ? "no job" : $"job: asked {AskedBefore} texts before, {AskedAfter} after, {(IsAtWork ? "still at work" : "ended meanwhile: take more --rows")}");
    }

    private double At(double share) =>
        Latencies.Length == 0 ? double.NaN : Latencies[Math.Min(Latencies.Length - 1, (int)Math.Ceiling(share * Latencies.Length) - 1)];
}
