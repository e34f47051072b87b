using LeadScout.Streaming;
using Xunit;

namespace LeadScout.Tests.Streaming;

public sealed class RiskCalibrationTests
{
    [Fact]
    public void Before_there_are_answers_a_risk_is_what_it_says()
    {
        var calibration = new RiskCalibration();
        calibration.Fit();
        Assert.All([0.001, 0.02, 0.3, 0.9], risk => Assert.Equal(risk, calibration.Probability(risk), 6));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(0.5, 0.65, 2)]
    [InlineData(-1, 1.4, 3)]
    public void It_finds_how_often_texts_of_a_risk_are_wrong(double offset, double slope, int seed)
    {
        var (random, calibration) = (new Random(seed), new RiskCalibration());
        for (var text = 0; text < 3_000; text++)
        {
            var logOdds = (8 * random.NextDouble()) - 7;
            calibration.Learn(1 / (1 + Math.Exp(-logOdds)), random.NextDouble() < 1 / (1 + Math.Exp(-(offset + (slope * logOdds)))));
            if (text % 64 == 0)
            {
                calibration.Fit();
            }
        }

        foreach (var logOdds in new[] { -4.0, -2, 0 })
        {
            var truth = 1 / (1 + Math.Exp(-(offset + (slope * logOdds))));
            var found = calibration.Probability(1 / (1 + Math.Exp(-logOdds)));
            Assert.InRange(found / truth, 0.6, 1.6);
        }
    }

    [Fact]
    public void Whatever_the_outcomes_it_stays_a_probability_that_rises_with_the_risk()
    {
        foreach (var wrong in new Func<int, bool>[] { _ => true, _ => false, text => text % 2 == 0, text => text < 800 })
        {
            var calibration = new RiskCalibration();
            for (var text = 0; text < 1_600; text++)
            {
                calibration.Learn(text % 3 / 2.0, wrong(text));
                calibration.Fit();
            }

            double[] said = [.. new[] { 0, 1e-9, 0.01, 0.5, 0.99, 1 }.Select(calibration.Probability)];
            Assert.All(said, p => Assert.InRange(p, 0, 1));
            Assert.Equal(said.Order(), said);
        }
    }

    [Fact]
    public void What_has_changed_is_forgotten()
    {
        var calibration = new RiskCalibration();
        Teach(wrong: true);
        Assert.True(calibration.Probability(0.01) > 0.5);
        Teach(wrong: false);
        Assert.True(calibration.Probability(0.01) < 0.05);

        void Teach(bool wrong)
        {
            for (var text = 0; text < 2_000; text++)
            {
                calibration.Learn(0.01, wrong);
                if (text % 64 == 0)
                {
                    calibration.Fit();
                }
            }

            for (var i = 0; i < 20; i++)
            {
                calibration.Fit();
            }
        }
    }
}
