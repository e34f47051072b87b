using System.Buffers;

namespace LeadScout.Files.Xlsx;

/// <summary>What a number shows as.</summary>
internal enum NumberFormat : byte
{
    /// <summary>A number.</summary>
    Plain,

    /// <summary>A day, with or without a time.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A span of time, which goes on counting behind 24 hours.</summary>
    Duration,
}

/// <summary>Tells from a number format (ECMA-376 part 1, 18.8.30 and 18.8.31) what it shows.</summary>
internal static class NumberFormats
{
    private static readonly SearchValues<char> Units = SearchValues.Create("hHmMsS");

    /// <summary>The formats that every workbook has without saying so, those of East Asian workbooks among them.</summary>
    public static NumberFormat BuiltIn(int id) => id switch
    {
        (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => NumberFormat.Date,
        (>= 18 and <= 21) or (>= 32 and <= 35) or 45 or 47 or 55 or 56 => NumberFormat.Time,
        46 => NumberFormat.Duration,
        _ => NumberFormat.Plain,
    };

    /// <summary>
    /// A format by its code, such as <c>dd.mm.yyyy hh:mm</c>: by the first of its sections, which is that of positive numbers.
    /// </summary>
    public static NumberFormat Of(ReadOnlySpan<char> code)
    {
        bool day = false, time = false, month = false;
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case '\\' or '_' or '*':
                    i++; // the next character stands for itself
                    break;
                case '"':
                    var close = code[(i + 1)..].IndexOf('"');
                    i = close < 0 ? code.Length : i + 1 + close;
                    break;
                case '[':
                    var end = code[i..].IndexOf(']');
                    if (end > 1 && !code[(i + 1)..(i + end)].ContainsAnyExcept(Units))
                    {
                        return NumberFormat.Duration;
                    }

                    i += Math.Max(0, end);
                    break;
                case 'g' when code[i..].StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    i += "General".Length - 1;
                    break;
                case 'e' when i > 0 && code[i - 1] is '0' or '#' or '?':
                    return NumberFormat.Plain; // an exponent, and no year of an emperor
                case 'y' or 'd' or 'e' or 'g':
                    day = true;
                    break;
                case 'h' or 's':
                    time = true;
                    break;
                case 'm':
                    month = true;
                    break;
            }
        }

        return day || (month && !time) ? NumberFormat.Date : time ? NumberFormat.Time : NumberFormat.Plain;
    }
}
