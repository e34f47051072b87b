using System.Security.Cryptography;

namespace LeadScout.Server.Api;

/// <summary>A strong tag of a file's content, as RFC 9110, 8.8.3 has it: the first half of its SHA-256.</summary>
internal static class FileTag
{
    public static async Task<string> OfAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation))[..32];
    }
}
