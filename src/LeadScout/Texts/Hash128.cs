using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace LeadScout.Texts;

/// <summary>
/// A hash of 128 bits, in two halves: what takes or gives a <see cref="UInt128"/> is not compiled ahead of time, and every start would feel
/// it.
/// </summary>
/// <param name="Upper">The upper half.</param>
/// <param name="Lower">The lower half.</param>
public readonly record struct Hash128(ulong Upper, ulong Lower)
{
    /// <summary>Its length as bytes.</summary>
    public const int Size = 16;

    /// <summary>XXH3 over UTF-16.</summary>
    public static Hash128 Of(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        XxHash128.Hash(MemoryMarshal.AsBytes(text), bytes);
        return Read(bytes);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; more bytes are left unread.</summary>
    public static Hash128 Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Whether it is 32 hexadecimal digits.</returns>
    public static bool TryParse(string? digits, out Hash128 hash)
    {
        hash = default;
        if (digits is not { Length: 2 * Size }
            || !ulong.TryParse(digits.AsSpan(0, Size), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var upper)
            || !ulong.TryParse(digits.AsSpan(Size), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var lower))
        {
            return false;
        }

        hash = new Hash128(upper, lower);
        return true;
    }

    /// <summary>The same.</summary>
    /// <exception cref="FormatException">Not 32 hexadecimal digits.</exception>
    public static Hash128 Parse(string digits) =>
        TryParse(digits, out var hash)
            ? hash
            : throw new FormatException($"'{digits}' is no hash. Allowed: {2 * Size} hexadecimal digits.");

    /// <summary>16 bytes, the most significant first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Upper);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(sizeof(ulong)), Lower);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(Hash128 other) => Lower == other.Lower && Upper == other.Upper;

    /// <summary>Its lower half: a hash needs no further hashing.</summary>
    public override int GetHashCode() => (int)Lower;

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Upper:x16}{Lower:x16}");
}
