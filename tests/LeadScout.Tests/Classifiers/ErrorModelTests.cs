using LeadScout.Classifiers;
using LeadScout.Forecasts;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class ErrorModelTests
{
    [Fact]
    public void Before_the_first_fit_a_doubtful_prediction_is_riskier_than_a_sure_one()
    {
        var model = new ErrorModel();
        Assert.True(model.Probability(Features(doubt: 2)) > model.Probability(Features(doubt: -2)));
    }

    [Fact]
    public void Fitted_it_tells_the_rate_of_errors_of_the_newer_records()
    {
        var model = new ErrorModel();
        model.Fit(Records(400, i => i < 200 ? i % 2 == 0 : i % 10 == 0));
        Assert.InRange(model.Probability(Features(doubt: 0)), 0.08, 0.22);
    }

    [Fact]
    public void It_learns_which_sign_goes_with_errors()
    {
        var model = new ErrorModel();
        model.Fit(
            [.. Enumerable.Range(0, 300).Select(i => new PrequentialRecord([], Features(0, last: i % 2), 0, i % 2 == 1 && i % 3 != 0))]);
        Assert.InRange(model.Probability(Features(0, last: 1)), 0.4, 0.8);
        Assert.InRange(model.Probability(Features(0, last: 0)), 0, 0.15);
    }

    [Fact]
    public void Without_a_single_error_it_stays_finite_and_above_zero()
    {
        var model = new ErrorModel();
        model.Fit(Records(500, _ => false));
        Assert.InRange(model.Probability(Features(doubt: -1)), 1e-9, 0.02);
    }

    [Fact]
    public void The_same_records_give_the_same_model()
    {
        var (one, two) = (new ErrorModel(), new ErrorModel());
        one.Fit(Records(50, i => i % 7 == 0));
        two.Fit(Records(50, i => i % 7 == 0));
        Assert.Equal(one.Probability(Features(0.3f)), two.Probability(Features(0.3f)));
    }

    private static List<PrequentialRecord> Records(int count, Func<int, bool> wrong) =>
        [.. Enumerable.Range(0, count).Select(i => new PrequentialRecord([], Features(doubt: 0), 0, wrong(i)))];

    /// <summary>The constant, the log odds against the label, and one of the other features.</summary>
    private static float[] Features(float doubt, float last = 0)
    {
        var features = new float[ErrorModel.DoubtFeatures];
        (features[0], features[1], features[^1]) = (1, doubt, last);
        return features;
    }
}
