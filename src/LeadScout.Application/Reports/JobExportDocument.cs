namespace LeadScout.Application.Reports;

/// <summary>A job that was written into an archive. Names are part of the command line's contract.</summary>
/// <param name="Job">The job.</param>
/// <param name="File">The archive; <c>-</c> for standard output.</param>
/// <param name="Format">What it is, with its version.</param>
/// <param name="Files">What is in it, the manifest itself not among them.</param>
/// <param name="Missing">What a job may have and this one has not, or not any more.</param>
public sealed record JobExportDocument(
    string Job, string File, string Format, IReadOnlyList<ExportedFileDocument> Files, IReadOnlyList<MissingFileDocument> Missing);

/// <summary>A file in an archive.</summary>
public sealed record ExportedFileDocument(string Name, long Bytes, string Sha256);

/// <summary>A file that is not in an archive.</summary>
public sealed record MissingFileDocument(string Name, string Because);

/// <summary>A job that was forgotten.</summary>
public sealed record DeletedJobDocument(string Job, string State);
