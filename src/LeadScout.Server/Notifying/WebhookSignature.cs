using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadScout.Server.Notifying;

/// <summary>
/// Signs messages as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, time and body, so that a receiver knows who sent them, and that they
/// are neither changed nor sent again by somebody else.
/// </summary>
internal static class WebhookSignature
{
    private const string Base64Prefix = "whsec_";

    /// <summary>The key in a secret: what follows <c>whsec_</c> in base64, else the secret's own bytes.</summary>
    public static byte[] KeyOf(string secret)
    {
        var buffer = new byte[secret.Length];
        return secret.StartsWith(Base64Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Base64Prefix.Length..], buffer, out var count)
            ? buffer[..count]
            : Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>Puts id, time and signature into a request.</summary>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> key, string id, DateTimeOffset at, string body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", seconds);
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(hash)}");
    }
}
