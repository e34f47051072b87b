using System.CommandLine;
using System.Diagnostics;
using LeadScout.Savings.Forecasts;
using LeadScout.Savings.Regret;
using LeadScout.Savings.Results;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Commands;

/// <summary><c>forecast</c>: forecasts lists, pays for them, and compares; fits the product's weights on request.</summary>
internal static class ForecastCommand
{
    private const string Weights = "src/LeadScout/Forecasts/forecast.tsv";

    private static readonly string[] EasyTitles =
        ["titles_noc:department", "titles_esco_en:department", "titles_onet_reported:department", "titles_esco_en:rank"];

    public static Command Create()
    {
        var sets = SharedOptions.Names("--sets", "Public sets of at least three families, or titles of one under a question of their own (SET:department, SET:rank); all by default");
        var fit =
            new Option<bool>("--fit") { Description = $"Write the weights fitted to all sets to {Weights}, which the product is built with" };
        var kept = new Option<string>("--points")
        {
            HelpName = "FILE",
            Description = "Keep what is measured there, and measure only the lists that it lacks: for a bench that was stopped, or to fit once more",
        };
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("forecast.md"), SharedOptions.Cores());
        var command = new Command(
            "forecast", "Measure how often the forecast held and how wide it was, each family of sets judged by weights fitted to the others.")
        {
            sets, fit, kept, data, target, cores,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(sets) is { Length: > 0 } given
                ? given
                : [.. PublicSet.Standard.Concat(PublicSet.Further).Select(set => set.Name), .. EasyTitles];
            var lists = names.SelectMany(name => ForecastList.Of(KeywordTitles.Read(parsed.GetValue(data)!, name)))
                .ToArray();
            var file = parsed.GetValue(kept) is { } path ? new ForecastPointsFile(path) : null;
            var before = file?.Read(lists) ?? [];
            var missing = lists.Except(before.Select(point => point.List)).ToArray();
            var measured = await InParallel.RunAsync(missing, parsed.GetValue(cores), list => RunAsync(list, file, cancellation), cancellation);
            ForecastPoint[] points = [.. before, .. measured.SelectMany(some => some)];
            var fitted = ForecastFit.Of(points);
            Output.Write(parsed.GetValue(target)!, ForecastTable.Render(points, fitted));
            if (parsed.GetValue(fit))
            {
                File.WriteAllText(Folders.Under(Weights), $"# Written by `forecast --fit` of bench/LeadScout.Savings, from {string.Join(", ", names)}\n{fitted.ToTable()}");
            }
        });
        return command;
    }

    private static async Task<ForecastPoint[]> RunAsync(ForecastList list, ForecastPointsFile? file, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var points = await new ForecastRun(list).RunAsync(cancellation);
        file?.Add(points);
        await Console.Error.WriteLineAsync(
            $"{list.Set.Name} {list.Rows} rows, {list.Percent} %, seed {list.Seed}: asked {points[0].Total}, {Show.Tenths(Stopwatch.GetElapsedTime(started).TotalSeconds)} s");
        return points;
    }
}
