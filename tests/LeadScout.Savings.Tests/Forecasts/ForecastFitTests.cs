using LeadScout.Forecasts;
using LeadScout.Savings.Forecasts;
using LeadScout.Savings.Sets;
using Xunit;

namespace LeadScout.Savings.Tests.Forecasts;

public sealed class ForecastFitTests
{
    private static readonly LabelledSet[] Sets =
        [.. Enumerable.Range(0, 6).Select(i => Called($"set {i}"))];

    [Fact]
    public void Weights_that_made_the_figures_are_found_again()
    {
        var fitted = ForecastFit.Of([.. Points(_ => 0)]);

        Assert.Equal(0.6, fitted.Remaining, 0.05);
        Assert.Equal(0.9, fitted.RemainingPlanned, 0.01);
        Assert.Equal(-0.2, fitted.ShareBudget, 0.05);
        Assert.Equal(1, fitted.Calls, 0.05);
    }

    [Fact]
    public void The_bounds_leave_out_three_in_a_hundred_on_either_side_and_judge_a_set_without_itself()
    {
        var random = new Random(1);
        var points = Points(_ => random.NextDouble() - 0.5).ToArray();

        var fitted = ForecastFit.Of(points);
        var answered = ForecastVerdict.Of(points).Where(verdict => verdict.Point.Basis == ForecastBasis.Answers).ToArray();

        Assert.Equal(
            (-0.33, 0.33),
            (fitted.RemainingLow, fitted.RemainingHigh),
            (x, y) => Math.Abs(x.Item1 - y.Item1) < 0.03 && Math.Abs(x.Item2 - y.Item2) < 0.03);
        Assert.InRange(answered.Count(verdict => verdict.Held) / (double)answered.Length, 0.88, 0.98);
    }

    [Fact]
    public void A_set_is_judged_without_others_that_ask_about_the_same_texts()
    {
        var unlike = new[] { Called("odd"), Called("odd:rank") };
        ForecastPoint[] points = [.. Points(_ => 0), .. Points(_ => 2, unlike)];

        var judged = ForecastVerdict.Of(points).Where(verdict => unlike.Contains(verdict.Point.List.Set) && verdict.Point.Basis == ForecastBasis.Answers);

        Assert.All(judged, verdict => Assert.Equal(Math.Exp(-2), (verdict.Total.Expected + 20.0) / (verdict.Point.Total + 20), 0.02));
        Assert.All(judged, verdict => Assert.True(verdict.IsMissed));
    }

    private static LabelledSet Called(string name) => new(name, [new("a", "x", "x"), new("b", "y", "y")]);

    private static IEnumerable<ForecastPoint> Points(Func<int, double> noise, LabelledSet[]? sets = null) => (sets ?? Sets).SelectMany(set => Enumerable.Range(0, 300).Select(i =>
    {
        var before = i % 3 == 0;
        var signs = new ForecastFeatures
        {
            Open = 40_000,
            Certain = 100,
            TextsPerCall = 20,
            Answers = before ? 0 : 20_000,
            Planned = 500 + (37 * i),
            Nearness = i % 7 / 7.0,
            MaxError = 0.01 * (1 + (i % 5)),
        };
        var left = before
            ? 100 + (39_900 / (1 + Math.Exp(-(0.5 - (0.3 * signs.Nearness) - (0.2 * Math.Log(signs.MaxError)) + noise(i)))))
            : Math.Exp(0.6 + (0.9 * Math.Log(20 + signs.Planned)) + noise(i)) - 20;
        return new ForecastPoint(
            new ForecastList(set, 1000, 2, (ulong)i % 4),
            before ? Moment.Before : Moment.Probe200,
            0,
            signs,
            default,
            (int)left,
            (int)left / 20,
            0);
    }));
}
