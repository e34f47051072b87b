using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Stores;

/// <summary>How a database stands that processes share.</summary>
/// <param name="Position">The last position of the answer log.</param>
/// <param name="Leases">The leases of jobs that somebody holds, or held when it was lost; at most 200.</param>
/// <param name="OpenCalls">Calls that have not ended, as far as the ledger knows.</param>
/// <param name="HeldBack">What those may cost at most, as far as their price is known.</param>
/// <param name="UnpricedCalls">Those of them whose price is unknown: they may cost anything beside that.</param>
/// <param name="Partitions">The partitions of the answer log.</param>
/// <param name="Bytes">The size of the whole database.</param>
public sealed record ClusterFigures(
    long Position, ImmutableArray<LeaseRecord> Leases, long OpenCalls, Money HeldBack, long UnpricedCalls, ImmutableArray<PartitionRecord> Partitions,
    long Bytes);

/// <summary>The lease of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Epoch">How often it was taken: who writes with an older one is refused.</param>
/// <param name="HeldBy">The machine and the process, for a person.</param>
/// <param name="IsAlive">Whether that seems to live.</param>
/// <param name="Silence">How long it has not renewed the lease.</param>
public sealed record LeaseRecord(JobId Job, long Epoch, string HeldBy, bool IsAlive, TimeSpan Silence);

/// <summary>A partition of the answer log.</summary>
/// <param name="Name">Its table.</param>
/// <param name="Answers">About how many answers it holds.</param>
/// <param name="Bytes">Its size with its indexes.</param>
public sealed record PartitionRecord(string Name, long Answers, long Bytes);
