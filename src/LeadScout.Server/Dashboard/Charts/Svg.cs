using System.Globalization;

namespace LeadScout.Server.Dashboard.Charts;

/// <summary>Coordinates as SVG and CSS write them, whatever the country.</summary>
internal static class Svg
{
    /// <summary>As in <c>12.5</c>.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>As in <c>10,000</c>.</summary>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share as in <c>12.5%</c>.</summary>
    public static string Percent(double share) => Number(share * 100) + "%";

    /// <summary>A path through points in a box of 100 by 100 whose y rises.</summary>
    public static string Line(IEnumerable<Point> points, Axis x, Axis y) =>
        string.Join(
            ' ',
            points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{Number(100 * x.Place(point.X))} {Number(100 * (1 - y.Place(point.Y)))}"));

    /// <summary>A path by steps: each value holds from the point before, the first from the beginning.</summary>
    public static string Steps(IReadOnlyList<Point> points, Axis x, Axis y) =>
        Line(points.SelectMany((point, i) => (Point[])[point with { X = i == 0 ? x.From : points[i - 1].X }, point]), x, y);
}
