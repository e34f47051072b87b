using CsCheck;
using LeadScout.Forecasts;
using Xunit;

namespace LeadScout.Tests.Forecasts;

public sealed class AskModelTests
{
    private static readonly Gen<ForecastFeatures> AnyFeatures =
        from open in Gen.Int[0, 50_000]
        from certain in Gen.Int[0, open]
        from answers in Gen.Int[0, 5_000]
        from planned in Gen.OneOf(Gen.Double[0, 60_000], Gen.Const(double.PositiveInfinity))
        from nearness in Gen.Double[0, 1]
        from maxError in Gen.Double[0, 0.5]
        select new ForecastFeatures { Open = open, Certain = certain, Answers = answers, Planned = planned, Nearness = nearness, MaxError = maxError };

    // Also weights that no fit has come to: the shape must not depend on them, as long as what is left weighs more than how far off it may
    // be.
    private static readonly Gen<AskModel> AnyModel =
        from share in Gen.Double[-3, 3].Array[5]
        from remaining in Gen.Double[0, 1.2]
        from planned in Gen.Double[0.6, 1.2]
        from bounds in Gen.Double[-0.5, 0.5].Array[4]
        from calls in Gen.Double[0.5, 2].Array[3]
        let slack = calls.Order().ToArray()
        select new AskModel(
            new ModelWeights(
                share[0], share[1], share[2], share[3], share[4], remaining, planned, bounds[0], bounds[1], bounds[2], bounds[3], slack[1], slack[0],
                slack[2]));

    [Fact]
    public void Whatever_the_weights_the_bounds_rise_between_what_is_certain_and_what_is_open() => Gen.Select(AnyModel, AnyFeatures).Sample((model, features) =>
    {
        var asks = model.Asks(features);
        var calls = model.Calls(asks, 20);
        Assert.True(features.Certain <= asks.Least && asks.Most <= features.Open);
        Assert.True(asks.Least <= asks.Expected && asks.Expected <= asks.Most);
        Assert.True(calls.Least * 20 >= asks.Least && calls.Most <= asks.Most);
    });

    [Fact]
    public void More_texts_are_never_expected_to_take_fewer_asks() => Gen.Select(AnyModel, AnyFeatures, Gen.Int[1, 10_000]).Sample((model, features, more) =>
    {
        var longer = features with { Open = features.Open + more, Planned = features.Planned + more };
        var (few, many) = (model.Asks(features), model.Asks(longer));
        Assert.True(few.Expected <= many.Expected);

        // Bounds are others where the same answers have become few beside the list.
        Assert.True(AskModel.AreFew(features) != AskModel.AreFew(longer) || (few.Least <= many.Least && few.Most <= many.Most));
    });

    [Fact]
    public void Answers_that_are_few_beside_the_list_leave_more_open_than_as_many_beside_a_short_one()
    {
        var features = new ForecastFeatures { Open = 9_900, Certain = 0, Answers = 100, Planned = 8_000, MaxError = 0.02 };
        var (few, enough) = (AskModel.BuiltIn.Asks(features), AskModel.BuiltIn.Asks(features with { Answers = 900 }));

        Assert.True(AskModel.AreFew(features) && few.Least < enough.Least / 1.5, $"{few}, {enough}");
        Assert.Equal(few.Expected, enough.Expected);
    }

    [Fact]
    public void A_probe_of_as_many_texts_as_it_says_tells() => AnyFeatures.Sample(features =>
    {
        var texts = (int)AskModel.UntilTelling(features);
        var after = features with { Answers = features.Answers + texts, Open = features.Open - texts, Certain = 0 };
        Assert.InRange(texts, 0, features.Open);
        Assert.True(AskModel.BasisOf(after) == ForecastBasis.Exact || (AskModel.BasisOf(after) == ForecastBasis.Answers && !AskModel.AreFew(after)));
    });

    [Fact]
    public void What_is_certain_to_be_asked_to_the_last_text_is_exact() => AnyFeatures.Sample(features =>
    {
        var asks = AskModel.BuiltIn.Asks(features with { Certain = features.Open });
        Assert.Equal((true, features.Open), (asks.IsExact, asks.Expected));
    });

    [Fact]
    public void Answers_narrow_what_the_list_leaves_open()
    {
        var features = new ForecastFeatures { Open = 4000, Certain = 460, Nearness = 0.55, MaxError = 0.02, Planned = 1500 };
        var (before, after) = (AskModel.BuiltIn.Asks(features), AskModel.BuiltIn.Asks(features with { Answers = 400, Certain = 140 }));
        Assert.True(after.Most - after.Least < before.Most - before.Least, $"{before}, {after}");
    }

    [Fact]
    public void Bounds_are_wider_beside_what_is_left_the_more_of_the_job_is_done()
    {
        var features = new ForecastFeatures { Open = 40_000, Certain = 0, Answers = 4_000, Planned = 1000, MaxError = 0.02 };
        var (early, late) = (AskModel.BuiltIn.Asks(features), AskModel.BuiltIn.Asks(features with { Answers = 9_000 }));

        Assert.Equal(early.Expected, late.Expected);
        Assert.True(late.Least < early.Least && late.Most > early.Most, $"{early}, {late}");
    }

    [Theory]
    [InlineData(ForecastBasis.List, 700, 400, 801, true)]
    [InlineData(ForecastBasis.List, 700, 400, 800, false)]
    [InlineData(ForecastBasis.Answers, 200, 400, 2_000, true)]
    [InlineData(ForecastBasis.Answers, 200, 400, 800, false)]
    [InlineData(ForecastBasis.Answers, 0, 400, 2_000, false)]
    [InlineData(ForecastBasis.Audits, 0, 400, 2_000, false)]
    [InlineData(ForecastBasis.Exact, 0, 0, 0, false)]
    public void Only_a_probe_can_tell_what_the_list_or_few_answers_leave_open_by_more_than_a_factor_of_two(
        ForecastBasis basis, long untilTelling, long least, long most, bool probe)
    {
        var nothing = new Interval<long>(0, 0, 0);
        var forecast = new Forecast
        {
            Basis = basis,
            UntilTelling = untilTelling,
            Asks = new(least, (least + most) / 2, most),
            Calls = nothing,
            InputTokens = nothing,
            OutputTokens = nothing,
            Cost = null,
        };

        Assert.Equal((probe, probe ? untilTelling : 0), (forecast.NeedsProbe, forecast.ProbeTexts));
    }

    [Fact]
    public void Weights_are_read_as_they_were_written()
    {
        var weights = ModelWeights.BuiltIn;
        Assert.Equal(weights, ModelWeights.Parse("# a remark\n" + weights.ToTable()));
        Assert.True(weights is { ShareLow: < 0, ShareHigh: > 0, RemainingLow: < 0, RemainingHigh: > 0, FewLow: < 0, FewHigh: > 0, RemainingPlanned: > 0 });
    }
}
