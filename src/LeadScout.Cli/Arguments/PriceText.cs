using System.Globalization;
using LeadScout.Teaching;

namespace LeadScout.Cli.Arguments;

/// <summary>Reads a model's price, US dollars per million input and output tokens: <c>0.25/2.00</c>.</summary>
internal static class PriceText
{
    /// <summary>The price, or null when the text is none. Cached input is taken to cost as much as any other.</summary>
    public static Price? Parse(string text) =>
        text.Split('/') is [var input, var output] && Dollars(input) is { } perInput && Dollars(output) is { } perOutput
            ? new Price(perInput, perInput, perOutput)
            : null;

    private static decimal? Dollars(string text) =>
        decimal.TryParse(text.Trim().TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars <= 100_000 ? dollars : null;
}
