using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Values as text, the same on every machine: text as it is; numbers plainly with a point; dates as <c>yyyy-MM-dd</c>, with <c>
/// HH:mm:ss</c> and fractions unless it is midnight; true or false.
/// </summary>
internal static class ParquetText
{
    private const long DaysToUnixEpoch = 719_162; // from the year 1
    private const int NanosecondDigits = 9;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A whole number's text.</summary>
    /// <exception cref="InvalidDataException">It is no value of this meaning; as in every other member.</exception>
    public static string Of(int value, ParquetMeaning meaning) =>
        meaning.Kind == ParquetKind.Unsigned ? ((uint)value).ToString(CultureInfo.InvariantCulture) : Of((long)value, meaning);

    /// <inheritdoc cref="Of(int, ParquetMeaning)"/>
    public static string Of(long value, ParquetMeaning meaning) => meaning.Kind switch
    {
        ParquetKind.Unsigned => ((ulong)value).ToString(CultureInfo.InvariantCulture),
        ParquetKind.Decimal => Decimal(value, meaning.Digits),
        ParquetKind.Date => Day(value),
        ParquetKind.Time => Time(value, meaning.Digits),
        ParquetKind.Timestamp => Timestamp(value, meaning.Digits),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The text of bytes.</summary>
    /// <exception cref="InvalidDataException">They are no value of this meaning.</exception>
    public static string Of(ReadOnlySpan<byte> value, ParquetMeaning meaning) => meaning.Kind switch
    {
        ParquetKind.Decimal => Decimal(new BigInteger(value, isBigEndian: true), meaning.Digits),
        ParquetKind.Uuid => Sized(value, 16) ? new Guid(value, bigEndian: true).ToString("D") : "",
        ParquetKind.Half => Sized(value, 2) ? BinaryPrimitives.ReadHalfLittleEndian(value).ToString(CultureInfo.InvariantCulture) : "",
        _ => Text(value),
    };

    private static bool Sized(ReadOnlySpan<byte> value, int size) =>
        value.Length == size ? true : throw new InvalidDataException($"A value of {value.Length} bytes should have {size}.");

    private static string Text(ReadOnlySpan<byte> value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("A value is no text: its bytes are not valid UTF-8.");
        }
    }

    private static string Decimal(BigInteger value, int scale)
    {
        if (scale is < 0 or > 1000)
        {
            throw new InvalidDataException($"A number with {scale} decimals.");
        }

        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var fraction = digits[^scale..].TrimEnd('0');
        return $"{(value.Sign < 0 ? "-" : "")}{digits[..^scale]}{(fraction.Length > 0 ? "." : "")}{fraction}";
    }

    private static string Day(long days) => days is >= -DaysToUnixEpoch and <= 2_932_896
        ? DateOnly.FromDayNumber((int)(days + DaysToUnixEpoch)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : throw new InvalidDataException($"A date {days} days from 1970 lies beyond the years 1 to 9999.");

    private static string Timestamp(long value, int digits)
    {
        var perDay = 86_400 * Power(digits);
        var (days, rest) = Math.DivRem(value, perDay);
        (days, rest) = rest < 0 ? (days - 1, rest + perDay) : (days, rest);
        return rest == 0 ? Day(days) : $"{Day(days)} {Time(rest, digits)}";
    }

    private static string Time(long value, int digits)
    {
        var (seconds, fraction) = Math.DivRem(value, Power(digits));
        if (value < 0 || seconds >= 86_400)
        {
            throw new InvalidDataException($"A time {seconds} seconds from midnight lies in no day.");
        }

        var shown = fraction == 0 ? "" : "." + fraction.ToString("D" + digits, CultureInfo.InvariantCulture).TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}{shown}");
    }

    private static long Power(int digits) => digits switch { 3 => 1_000, 6 => 1_000_000, NanosecondDigits => 1_000_000_000, _ => 1 };
}
