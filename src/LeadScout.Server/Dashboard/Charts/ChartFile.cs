using System.Globalization;
using System.Net;
using System.Text;

namespace LeadScout.Server.Dashboard.Charts;

/// <summary>A chart as a file that stands for itself: an SVG with its axes, legend and title, on white.</summary>
internal static class ChartFile
{
    private const double Left = 70;
    private const double Top = 64;
    private const double Width = 640;
    private const double Height = 280;
    private const double LegendStep = 20;

    // The colours of the style sheet's light look, by tone.
    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal)
    {
        ["teacher"] = "#c2570c",
        ["student"] = "#0b6b66",
        ["exact"] = "#2a5f9e",
        ["rule"] = "#6b4f8a",
        ["person"] = "#a3336b",
        ["accent"] = "#0b6b66",
    };

    /// <summary>Lines over two axes.</summary>
    public static string Lines(string title, IReadOnlyList<Series> lines, Axis x, Axis y, string xName, Func<double, string> xText, Func<double, string> yText)
    {
        var bottom = Top + Height;
        var svg = Begin(title, bottom + 60 + (lines.Count * LegendStep));
        foreach (var tick in y.Ticks)
        {
            var at = Svg.Number(bottom - (Height * y.Place(tick)));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {at}H{Left + Width}\" stroke=\"#dfe3e8\"/><text x=\"{Left - 8}\" y=\"{at}\" dy=\"4\" text-anchor=\"end\">{Text(yText(tick))}</text>\n");
        }

        foreach (var tick in x.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Svg.Number(Left + (Width * x.Place(tick)))}\" y=\"{bottom + 18}\" text-anchor=\"middle\">{Text(xText(tick))}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + Width}\" y=\"{bottom + 38}\" text-anchor=\"end\">{Text(xName)}</text>\n");
        foreach (var (at, line) in lines.Index())
        {
            var path = line.IsStepped ? Svg.Steps(line.Points, x, y) : Svg.Line(line.Points, x, y);
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Left} {Top}) scale({Width / 100} {Height / 100})\"><path d=\"{path}\" fill=\"none\" stroke=\"{ColourOf(line)}\" stroke-width=\"2\"{(line.IsDashed ? " stroke-dasharray=\"5 4\"" : "")} vector-effect=\"non-scaling-stroke\"/></g>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {bottom + 52 + (at * LegendStep)}h18\" stroke=\"{ColourOf(line)}\" stroke-width=\"3\"/><text x=\"{Left + 26}\" y=\"{bottom + 56 + (at * LegendStep)}\">{Text(line.Name)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Bars, one below the other.</summary>
    public static string Bars(string title, IReadOnlyList<(string Name, double Value, string Says)> bars)
    {
        const double Step = 30;
        const double Names = 200;
        var svg = Begin(title, Top + (bars.Count * Step) + 10);
        var most = Math.Max(bars.Select(bar => bar.Value).DefaultIfEmpty().Max(), double.Epsilon);
        foreach (var (at, (name, value, says)) in bars.Index())
        {
            var y = Top + (at * Step);
            var length = Svg.Number((Width - Names) * value / most);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + Names - 80}\" y=\"{y + 14}\" text-anchor=\"end\">{Text(name.Length > 28 ? name[..27] + "…" : name)}</text><rect x=\"{Left + Names - 70}\" y=\"{y}\" width=\"{length}\" height=\"18\" fill=\"{Colours["student"]}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Svg.Number(Left + Names - 62 + ((Width - Names) * value / most))}\" y=\"{y + 14}\">{Text(says)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static StringBuilder Begin(string title, double height) => new StringBuilder().Append(
        CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"{Svg.Number(height)}\" viewBox=\"0 0 800 {Svg.Number(height)}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#52606f\">\n<title>{Text(title)}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{Left}\" y=\"32\" font-size=\"17\" font-weight=\"600\" fill=\"#17202b\">{Text(title)}</text>\n");

    private static string ColourOf(Series line) => Colours.GetValueOrDefault(line.Tone, "#52606f");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
