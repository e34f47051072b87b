using LeadScout.Application.Certificates;

namespace LeadScout.Application.Reports;

/// <summary>Whether a certificate is what the list and the log give.</summary>
public sealed record VerificationDocument(string Job, bool Verified, IReadOnlyList<CertificateDifference> Differences);
