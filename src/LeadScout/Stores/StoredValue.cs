using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Stores;

/// <summary>How the core's values stand in columns, there and back without loss.</summary>
internal static class StoredValue
{
    public static byte[] Of(TextKey key) => key.Hash.ToBytes();

    public static byte[] Of(QuestionVersion question) => question.Hash.ToBytes();

    public static byte[] Of(PatternKey pattern) => pattern.Hash.ToBytes();

    public static object Of(Money? money) => money is { } known ? known.NanoDollars : DBNull.Value;

    /// <summary>UTC with seven decimals, so that text order is time order.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Half-precision numbers, little-endian, one after the other.</summary>
    public static byte[] Of(ReadOnlySpan<Half> vector)
    {
        var bytes = new byte[2 * vector.Length];
        for (var d = 0; d < vector.Length; d++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * d), vector[d]);
        }

        return bytes;
    }

    public static Half[] ToVector(ReadOnlySpan<byte> bytes)
    {
        var vector = new Half[bytes.Length / 2];
        for (var d = 0; d < vector.Length; d++)
        {
            vector[d] = BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * d)..]);
        }

        return vector;
    }

    /// <summary>
    /// A name as every store can hold it. PostgreSQL has no zero character in a text, and nobody has half of a pair: the mark for what can't be
    /// read stands in their place.
    /// </summary>
    public static string Storable(string text) => text.Contains('\0', StringComparison.Ordinal) || HasLoneHalf(text)
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD')
        : text;

    public static object OrNull(object? value) => value ?? DBNull.Value;

    public static TextKey ToTextKey(byte[] bytes) => new(Hash128.Read(bytes));

    public static QuestionVersion ToQuestion(byte[] bytes) => new(Hash128.Read(bytes));

    public static PatternKey ToPattern(byte[] bytes) => new(Hash128.Read(bytes));

    public static Money? ToMoney(long? nanoDollars) => nanoDollars is { } known ? new Money(known) : null;

    public static DateTimeOffset ToMoment(string text) =>
        DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DateTimeOffset? ToMomentOrNull(string? text) => text is null ? null : ToMoment(text);

    private static bool HasLoneHalf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
