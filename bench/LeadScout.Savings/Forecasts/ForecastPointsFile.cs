using System.Text.Json;
using LeadScout.Forecasts;

namespace LeadScout.Savings.Forecasts;

/// <summary>
/// What was measured, a line a list, kept as it comes: a bench that was stopped goes on where it was, and weights are fitted again without
/// a job. Thread-safe.
/// </summary>
internal sealed class ForecastPointsFile(string file)
{
    private readonly Lock _gate = new();

    /// <summary>The points of these lists that are there.</summary>
    public ForecastPoint[] Read(IReadOnlyCollection<ForecastList> lists)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        var byName = lists.ToDictionary(NameOf);
        return
        [
            .. File.ReadLines(file).Select(line => JsonSerializer.Deserialize<Line>(line)!)
                .Where(line => byName.ContainsKey(line.List))
                .SelectMany(line => line.Points.Select(point => point.Of(byName[line.List]))),
        ];
    }

    /// <summary>Adds all points of a list.</summary>
    public void Add(ForecastPoint[] points)
    {
        var line = JsonSerializer.Serialize(new Line(NameOf(points[0].List), Array.ConvertAll(points, Kept.From)));
        lock (_gate)
        {
            File.AppendAllText(file, line + "\n");
        }
    }

    private static string NameOf(ForecastList list) =>
        FormattableString.Invariant($"{list.Set.Name} {list.Rows} {list.Percent} {list.Seed} {list.RowsPerCall} {list.Concurrency} {list.EarlierRows}");

    private sealed record Line(string List, Kept[] Points);

    private sealed record Kept(
        Moment Moment, int Asked, ForecastFeatures Features, double[] Tokens, int AsksLeft, int CallsLeft, decimal DollarsLeft)
    {
        public static Kept From(ForecastPoint point) => new(
            point.Moment, point.Asked, point.ForecastFeatures,
            [point.Tokens.CallInput, point.Tokens.TextInput, point.Tokens.CallOutput, point.Tokens.TextOutput],
            point.AsksLeft, point.CallsLeft, point.DollarsLeft);

        public ForecastPoint Of(ForecastList list) => new(
            list, Moment, Asked, Features, new CallTokens(Tokens[0], Tokens[1], Tokens[2], Tokens[3]), AsksLeft, CallsLeft, DollarsLeft);
    }
}
