using System.Globalization;

namespace LeadScout.Savings.Results;

/// <summary>How figures look in tables, whatever the culture.</summary>
internal static class Show
{
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    public static string FineShare(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    public static string Whole(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Dollars(double dollars) => string.Create(CultureInfo.InvariantCulture, $"${dollars:0.000}");

    public static string Tenths(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Median and, where there is more than one value, the range.</summary>
    public static string ShareOfSeeds(IReadOnlyCollection<double> shares) =>
        shares.Count == 1
            ? Share(shares.Single())
            : string.Create(
                CultureInfo.InvariantCulture, $"{Share(Median.Of(shares))} ({100 * shares.Min():0.0}–{100 * shares.Max():0.0})");
}
