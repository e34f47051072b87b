using Orleans.CodeGeneration;

namespace LeadScout.Cluster;

/// <summary>Judges texts of a long list on one node, for a job that is at work on another: one of it for each job, question and node.</summary>
[Alias("leadscout.judge")]
[Version(1)]
internal interface IJudgeGrain : IGrainWithStringKey
{
    /// <summary>Learns, and judges a range.</summary>
    [Alias("judge")]
    Task<JudgeAnswer> JudgeAsync(JudgeWish wish);
}
