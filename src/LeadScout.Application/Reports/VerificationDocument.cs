using System.Text.Json.Serialization;
using LeadScout.Application.Certificates;
using LeadScout.Jobs.Reporting;

namespace LeadScout.Application.Reports;

/// <summary>Whether a certificate is what the list and the log give.</summary>
public sealed record VerificationDocument(string Job, bool Verified, IReadOnlyList<CertificateDifference> Differences)
{
    /// <summary>What persons have said since, and the bound with their word in place of the LLM's; left out for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JobCorrections? Corrections { get; init; }
}
