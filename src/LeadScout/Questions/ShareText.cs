using System.Globalization;

namespace LeadScout.Questions;

/// <summary>Reads a share written as a percentage (<c>2%</c>) or as a fraction (<c>0.02</c>). Thread-safe.</summary>
public static class ShareText
{
    private const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>The share as a fraction, or null when the text is no share or lies outside 0..1.</summary>
    public static double? Parse(string text)
    {
        var isPercentage = text.TrimEnd().EndsWith('%');
        var digits = isPercentage ? text.TrimEnd()[..^1] : text;
        if (!decimal.TryParse(digits, Style, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var share = isPercentage ? number / 100 : number;
        return share is >= 0 and <= 1 ? Nearest(share) : null;
    }

    // A cast may miss the nearest number by one in the last place, and then what is written is read as another.
    private static double Nearest(decimal share) => double.Parse(share.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
