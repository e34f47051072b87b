using System.Globalization;
using LeadScout.Teaching;

namespace LeadScout.Cli.Arguments;

/// <summary>Reads an amount of US dollars, with or without the sign: <c>5</c>, <c>5.00</c>, <c>$0.50</c>.</summary>
internal static class DollarText
{
    // More than anyone spends on one list, and far inside what Money can count.
    private const decimal Most = 1_000_000;

    /// <summary>The amount, or null when the text is none.</summary>
    public static Money? Parse(string text)
    {
        var digits = text.Trim().TrimStart('$').TrimStart();
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
            && dollars is >= 0 and <= Most
            ? Money.OfDollars(dollars)
            : null;
    }
}
