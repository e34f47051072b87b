using LeadScout.Application.Reports;

namespace LeadScout.Cli.Demo;

/// <summary>The learning curve in letters.</summary>
internal static class CurveText
{
    private const int Width = 60;
    private const int Height = 10;

    /// <summary>Line by line: filled what is answered, above it what is learned.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<CurvePoint> points)
    {
        var most = points[^1].Asked;
        for (var line = Height; line >= 1; line--)
        {
            var level = (line - 0.5) / Height;
            var columns = Enumerable.Range(1, Width).Select(column => At(points, (double)column * most / Width));
            var drawn = string.Concat(columns.Select(point => point.Answered >= level ? '█' : point.Learned >= level ? '░' : ' '));
            yield return $"{(line is Height or Height / 2 ? $"{100 * line / Height} %" : ""),6} │{drawn}".TrimEnd();
        }

        yield return $"{"0 %",6} └{new string('─', Width)}";
        yield return $"{"",8}0{$"{most.Text()} texts asked",Width - 1}";
    }

    /// <summary>How far it was at the latest point up to so many asked texts.</summary>
    private static CurvePoint At(IReadOnlyList<CurvePoint> points, double asked) => points.Last(point => point.Asked <= asked);
}
