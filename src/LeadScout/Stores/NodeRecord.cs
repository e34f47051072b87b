using System.Collections.Immutable;
using LeadScout.Answers;

namespace LeadScout.Stores;

/// <summary>What a node says of itself, every second.</summary>
/// <param name="Name">The machine and the process, for a person.</param>
/// <param name="Address">Where other nodes reach it; null while it is in touch with none.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Places">Jobs that it works on at once, at most.</param>
/// <param name="Position">Up to where it has read the answer log.</param>
/// <param name="Runs">What it works on.</param>
public sealed record NodeBeat(
    string Name, string? Address, string Version, int Places, long Position, ImmutableArray<JobRunNote> Runs);

/// <summary>A node that seems to live.</summary>
/// <param name="Name">The machine and the process, for a person.</param>
/// <param name="Address">Where other nodes reach it; null while it is in touch with none.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Places">Jobs that it works on at once, at most.</param>
/// <param name="Working">Jobs that it has taken up.</param>
/// <param name="Position">Up to where it has read the answer log.</param>
/// <param name="StartedAt">By the database's clock.</param>
/// <param name="Silence">How long it was not heard of.</param>
public sealed record NodeRecord(
    string Name, string? Address, string Version, int Places, int Working, long Position, DateTimeOffset StartedAt, TimeSpan Silence);

/// <summary>A job that a node works on, as far as other nodes have to know.</summary>
/// <param name="Job">The job.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Detail">How it stands, in the node's own words; empty before the first.</param>
/// <param name="Version">Rises with every change.</param>
public sealed record JobRunNote(JobId Job, string Node, string Detail, long Version);

/// <summary>A file that nodes share.</summary>
/// <param name="Path">Its path in the data folder, with slashes.</param>
/// <param name="Version">Another for every content.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Hash">SHA-256 of its content.</param>
public sealed record SharedFile(string Path, long Version, long Bytes, ImmutableArray<byte> Hash);
