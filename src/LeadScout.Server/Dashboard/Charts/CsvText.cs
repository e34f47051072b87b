using System.Globalization;

namespace LeadScout.Server.Dashboard.Charts;

/// <summary>A table as CSV (RFC 4180), in which no cell begins a formula: texts of a list are anybody's.</summary>
internal static class CsvText
{
    /// <summary>The whole file, its header first.</summary>
    public static string Of(IEnumerable<string> header, IEnumerable<IEnumerable<string?>> rows) =>
        string.Concat(rows.Prepend(header).Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));

    /// <summary>A number as programs read it; empty for none.</summary>
    public static string Number(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A number as programs read it; empty for none.</summary>
    public static string Number(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string? text)
    {
        text ??= "";
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? "'" + text
            : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
