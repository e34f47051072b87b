using System.Globalization;
using System.Text;
using LeadScout.Forecasts;
using LeadScout.Savings.Results;
using LeadScout.Teaching;

namespace LeadScout.Savings.Forecasts;

/// <summary>How often the forecast held, and how wide it was.</summary>
internal static class ForecastTable
{
    private static readonly (string Name, Func<ForecastVerdict, bool> Is)[] Moments =
    [
        ("before any ask", verdict => verdict.Point.Moment == Moment.Before),
        ("after a probe of the first call", verdict => verdict.Point.Moment == Moment.FirstCall),
        ("after a probe of 100", verdict => verdict.Point.Moment == Moment.Probe100),
        ("after a probe of 200", verdict => verdict.Point.Moment == Moment.Probe200),
        ("while it runs, at 20–30 %", verdict => Runs(verdict, 0.2, 0.3)),
        ("at 45–55 %", verdict => Runs(verdict, 0.45, 0.55)),
        ("at 70–80 %", verdict => Runs(verdict, 0.7, 0.8)),
        ("at 90 % and later", verdict => Runs(verdict, 0.9, 1)),
    ];

    private static readonly (string Name, Func<ForecastList, bool> Is)[] Kinds =
    [
        ("500 and 1,000 rows", list => list.Rows <= 1000 && IsPlain(list)),
        ("2,000 rows", list => list.Rows == 2000 && IsPlain(list)),
        ("4,000 rows and more", list => list.Rows >= 4000 && IsPlain(list)),
        ("budget 2 %", list => list.Percent == 2 && IsPlain(list)),
        ("budget 5 %", list => list.Percent == 5 && IsPlain(list)),
        ("budget 1 %", list => list.Percent == 1 && IsPlain(list)),
        ("10 texts in a call, 2 calls in flight", list => list.Concurrency == 2),
        ("1,000 earlier rows are known", list => list.EarlierRows > 0),
    ];

    public static string Render(IReadOnlyCollection<ForecastPoint> points, ModelWeights fitted)
    {
        var verdicts = ForecastVerdict.Of(points);
        var lists = points.Select(point => point.List).Distinct().Count();
        var sets = points.Select(point => point.List.Set.Name).Distinct().ToArray();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # How good the forecast is

            One run of `bench/LeadScout.Savings` (`forecast`): {lists} lists of {sets.Length} sets, each forecast, probed, probed again, and run to its end through the
            product's own runner; the teacher is the set's own label. Each set is judged by weights (bounds included) fitted to the other
            sets, those with the same texts under another question left out, too. `SET:department` and `SET:rank` are titles of a set with a label that their words decide.
            The bounds aim at {Show.Share(Forecast.Coverage)}. Held: jobs whose asks came to lie inside. Width: upper bound of all asks of the job by the lower one, median.
            Off: how far the expectation was from the outcome, median and nine tenths. Missed: expectations of more than twice, or less than half, the outcome. Named: moments at which a likeliest number is stated at all, and those
            of them that missed; at the others the forecast says that only a probe, or a longer one, can tell. Money: jobs whose cost came to lie inside.

            | moment | held | width | off | missed | named, missed | money held |
            |---|---|---|---|---|---|---|

            """).ReplaceLineEndings("\n"));
        foreach (var (name, isMoment) in Moments)
        {
            text.Append(Line(name, [.. verdicts.Where(isMoment)]));
        }

        text.Append(
            "\n## By list\n\n| lists | held before any ask | width | held after a probe of 100 | width | held at 45–55 % | width |\n|---|---|---|---|---|---|---|\n");
        foreach (var (name, isKind) in Kinds)
        {
            text.Append(Across(name, [.. verdicts.Where(verdict => isKind(verdict.Point.List))]));
        }

        foreach (var set in sets)
        {
            text.Append(Across(set, [.. verdicts.Where(verdict => verdict.Point.List.Set.Name == set)]));
        }

        return text.Append("\n## The weights, fitted to all sets\n\n```\n").Append(fitted.ToTable()).Append("```\n").ToString();
    }

    private static bool IsPlain(ForecastList list) => list is { EarlierRows: 0, Concurrency: 8 };

    private static bool Runs(ForecastVerdict verdict, double from, double to) =>
        verdict.Point.Moment == Moment.Live && verdict.Point.Done >= from && verdict.Point.Done <= to;

    private static string Line(string name, ForecastVerdict[] verdicts)
    {
        var off = verdicts.Select(verdict => verdict.Off).Order().ToArray();
        return off.Length == 0 ? "" : Markdown.Row(
            name,
            Held(verdicts, verdict => verdict.Held),
            Ratio(verdicts),
            $"{Show.Share(Median.Of(off))}, {Show.Share(off[(int)(0.9 * (off.Length - 1))])}",
            Held(verdicts, verdict => verdict.IsMissed),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{verdicts.Count(verdict => verdict.IsNamed)}, {verdicts.Count(verdict => verdict.IsNamed && verdict.IsMissed)}"),
            verdicts[0].Point.Moment == Moment.Live ? "–" : Held(verdicts, verdict => verdict.MoneyHeld));
    }

    private static string Across(string name, ForecastVerdict[] verdicts)
    {
        var cells = new[] { Moments[0], Moments[2], Moments[5] }.Select(moment => verdicts.Where(moment.Is).ToArray())
            .SelectMany(some => some.Length == 0 ? ["–", "–"] : new[] { Held(some, verdict => verdict.Held), Ratio(some) });
        return Markdown.Row([name, .. cells]);
    }

    private static string Held(ForecastVerdict[] verdicts, Func<ForecastVerdict, bool> held) =>
        string.Create(CultureInfo.InvariantCulture, $"{verdicts.Count(held)} of {verdicts.Length}");

    private static string Ratio(ForecastVerdict[] verdicts) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median.Of(verdicts.Select(verdict => verdict.Width)):0.00}");
}
