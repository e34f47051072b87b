using System.Globalization;
using LeadScout.Application.Reports;

namespace LeadScout.Cli.Demo;

/// <summary>The learning curve as a picture that stands for itself, in light and in dark surroundings.</summary>
internal static class CurveSvg
{
    private const double Left = 60;
    private const double Top = 24;
    private const double Width = 560;
    private const double Height = 240;

    /// <summary>The whole file.</summary>
    /// <param name="points">The curve.</param>
    /// <param name="rows">Rows of the list.</param>
    public static string Of(IReadOnlyList<CurvePoint> points, long rows)
    {
        var asked = points[^1].Asked;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 345" role="img" font-family="system-ui, sans-serif" font-size="13" fill="#6b7280">
              <title>Learning curve: with {asked.Text()} of {rows.Text()} rows asked, all are decided</title>
              <path d="{Area(points, point => point.Learned)}" fill="#14b8a6" fill-opacity="0.25"/>
              <path d="{Area(points, point => point.Answered)}" fill="#3b82f6" fill-opacity="0.45"/>
              <path d="{Line(points, point => point.Learned)}" fill="none" stroke="#0d9488" stroke-width="2.5"/>
              <path d="{Line(points, point => point.Answered)}" fill="none" stroke="#2563eb" stroke-width="1.5"/>
              <path d="M{Left} {Top}V{Top + Height}H{Left + Width}" fill="none" stroke="#9ca3af"/>
              <text x="{Left - 8}" y="{Top + 5}" text-anchor="end">100 %</text>
              <text x="{Left - 8}" y="{Top + (Height / 2) + 5}" text-anchor="end">50 %</text>
              <text x="{Left - 8}" y="{Top + Height + 5}" text-anchor="end">0 %</text>
              <text x="{Left}" y="{Top + Height + 20}">0</text>
              <text x="{Left + Width}" y="{Top + Height + 20}" text-anchor="end">{asked.Text()} texts asked</text>
              <text x="{Left}" y="14">Share of {rows.Text()} rows</text>
              <text x="{Left + Width + 8}" y="{Number(Y(points[^1].Learned) + 12)}" fill="#0d9488">decided</text>
              <text x="{Left + Width + 8}" y="{Number(Y(points[^1].Learned) + 28)}" fill="#0d9488">by learning</text>
              <text x="{Left + Width + 8}" y="{Number(Y(points[^1].Answered) + 16)}" fill="#2563eb">text was asked</text>
              <text x="{Left}" y="{Top + Height + 48}">Green: what the student could decide with 2 % wrong at most, by its own doubts.</text>
              <text x="{Left}" y="{Top + Height + 66}">At the right end, audits have proven it.</text>
            </svg>

            """;
    }

    private static string Area(IReadOnlyList<CurvePoint> points, Func<CurvePoint, double> share) =>
        $"{Line(points, share)}V{Number(Top + Height)}H{Number(Left)}Z";

    private static string Line(IReadOnlyList<CurvePoint> points, Func<CurvePoint, double> share) => string.Concat(
        points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{Number(Left + (Width * point.Asked / points[^1].Asked))} {Number(Y(share(point)))}"));

    private static double Y(double share) => Top + (Height * (1 - share));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
