namespace LeadScout.Jobs.Reporting;

/// <summary>What persons have said about a job's texts since it began: no part of what it has proven, which is about its teacher.</summary>
/// <param name="Texts">Texts of the list that they have answered.</param>
/// <param name="Contradicted">Those of them that the job had taken another label for.</param>
/// <param name="UpperBound">
/// The bound with their word in place of the teacher's: of labels that were given, rows that are wrong by it come to those that may be wrong,
/// and rows that are right by it leave them; what a job has decided itself is set right by it, so there it is the bound as it was.
/// </param>
public sealed record JobCorrections(int Texts, int Contradicted, double UpperBound);

/// <summary>A job planned again from its list and the log.</summary>
/// <param name="Report">Its report.</param>
/// <param name="Corrections">What persons have said since; null for nothing.</param>
public sealed record RecomputedJob(JobReport Report, JobCorrections? Corrections);
