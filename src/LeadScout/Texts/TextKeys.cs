using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LeadScout.Texts;

/// <summary>
/// How a log's texts become keys: by the plain hash, or under a secret (HMAC-SHA256, its first 128 bits). A plain key can be found out by
/// hashing guesses, names of people above all; one under a secret only by who has the secret. Immutable and thread-safe.
/// </summary>
public sealed class TextKeys
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int ShortestSecret = 16;

    private readonly byte[]? _secret;

    private TextKeys(byte[]? secret) => _secret = secret;

    /// <summary>The plain hash: see <see cref="TextKey"/>.</summary>
    public static TextKeys Plain { get; } = new(null);

    /// <summary>Tells two secrets apart without giving either away: 16 hexadecimal digits; null for plain keys.</summary>
    public string? Fingerprint =>
        _secret is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(_secret, "leadscout text keys"u8).AsSpan(0, 8));

    /// <summary>Keys under a secret.</summary>
    /// <exception cref="ArgumentException">Fewer than <see cref="ShortestSecret"/> characters.</exception>
    public static TextKeys Under(string secret) => secret.Length >= ShortestSecret
        ? new TextKeys(Encoding.UTF8.GetBytes(secret))
        : throw new ArgumentException($"A secret has at least {ShortestSecret} characters.", nameof(secret));

    /// <summary>The key of a text, which is normalised first.</summary>
    public TextKey Of(string text) => Of(text.AsSpan());

    /// <summary>The same; for a text in ASCII of up to 128 characters without allocation.</summary>
    public TextKey Of(ReadOnlySpan<char> text)
    {
        Span<char> buffer = text.Length <= TextNormaliser.OnStack ? stackalloc char[TextNormaliser.OnStack] : new char[text.Length];
        return OfNormalised(TextNormaliser.Normalise(text, buffer));
    }

    /// <summary>The key of a text that <see cref="TextNormaliser"/> has been over already.</summary>
    public TextKey OfNormalised(ReadOnlySpan<char> normalised)
    {
        if (_secret is null)
        {
            return TextKey.OfNormalised(normalised);
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, MemoryMarshal.AsBytes(normalised), hash);
        return new TextKey(Hash128.Read(hash));
    }
}
