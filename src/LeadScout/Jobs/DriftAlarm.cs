namespace LeadScout.Jobs;

/// <summary>The job's audits find more errors than those of earlier jobs of the same question, so much more that chance hardly does it.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Audits">Audits of the job.</param>
/// <param name="AuditErrors">Those where the student had said something else.</param>
/// <param name="Evidence">N means: without drift a record comes to that with a probability of at most 1 in N.</param>
public sealed record DriftAlarm(string Question, int Audits, int AuditErrors, double Evidence);
