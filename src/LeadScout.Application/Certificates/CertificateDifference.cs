using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Jobs.Reporting;

namespace LeadScout.Application.Certificates;

/// <summary>How a certificate stands beside what the list and the log give.</summary>
/// <param name="Differences">What differs; empty where it is verified.</param>
/// <param name="Corrections">What persons have said since, which makes no certificate false: it is about the teacher. Null for nothing.</param>
public sealed record CertificateVerification(IReadOnlyList<CertificateDifference> Differences, JobCorrections? Corrections);

/// <summary>A field in which a certificate and what the list and the log give differ.</summary>
/// <param name="Field">Its path in the document, as in <c>list.hash</c>.</param>
/// <param name="Certificate">What the certificate says; "" where it has no such field.</param>
/// <param name="Found">What was found.</param>
public sealed record CertificateDifference(string Field, string Certificate, string Found)
{
    /// <summary>The fields in which two documents differ, their hashes aside.</summary>
    public static IEnumerable<CertificateDifference> Between(SignedCertificate certificate, SignedCertificate found)
    {
        var (left, right) = (FieldsOf(certificate), FieldsOf(found));
        return from field in left.Keys.Union(right.Keys, StringComparer.Ordinal)
               where field != "hash"
               let said = left.GetValueOrDefault(field, "")
               let now = right.GetValueOrDefault(field, "")
               where said != now
               select new CertificateDifference(field, said, now);
    }

    private static Dictionary<string, string> FieldsOf(SignedCertificate document)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", JsonSerializer.SerializeToNode(document, CertificateJson.Compact.SignedCertificate));
        return fields;

        void Add(string path, JsonNode? node)
        {
            switch (node)
            {
                case JsonObject parts:
                    foreach (var (name, value) in parts)
                    {
                        Add(path.Length == 0 ? name : $"{path}.{name}", value);
                    }

                    break;
                case JsonArray items:
                    for (var i = 0; i < items.Count; i++)
                    {
                        Add($"{path}[{i}]", items[i]);
                    }

                    break;
                default:
                    fields.Add(path, node?.ToString() ?? "");
                    break;
            }
        }
    }
}
