using LeadScout.Statistics;
using Xunit;
using static LeadScout.Tests.Statistics.Numbers;

namespace LeadScout.Tests.Statistics;

/// <summary>Risks that decisions are wrong: what is foretold, in which strata, and by which factor audits find it too low.</summary>
public sealed class RiskTests
{
    [Fact]
    public void Strata_are_half_powers_of_two_apart() =>
        Assert.Equal([0, 0, 0, 1, 9, 18, 19, 20, 20], new[] { 0, 1e-9, Math.Pow(2, -10), 0.00098, 0.02, 0.5, 0.6, 0.72, 1 }.Select(RiskStrata.Of));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_risk_is_a_probability(double risk)
    {
        Assert.Contains("is a probability: 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => RiskStrata.Checked(risk)).Message, StringComparison.Ordinal);
        Assert.Equal([0.0, 0.4, 1], new[] { 0, 0.4, 1 }.Select(RiskStrata.Checked));
    }

    [Fact]
    public void More_errors_than_foretold_raise_the_risks_and_a_part_of_them_is_unforeseen()
    {
        var (scale, scaled) = (new RiskScale(), new double[3]);
        var draw = new Draw([10, 30, 0], [0.1, 0.2, 0.9], [0.5, 0.5, 0], 0);
        Assert.Equal(1, scale.Factor);
        scale.Count(draw, wrong: true);
        scale.Count(draw, wrong: false);
        Assert.Equal(5 / 4.3, scale.Factor, 1e-12); // as if four errors had been found of four foretold

        scale.Apply(draw.Rows, draw.Risks, scaled);
        const double Mean = 7.0 / 40;
        Same([.. draw.Risks.Select(risk => Math.Min(0.97, 5 / 4.3 * ((0.7 * risk) + (0.3 * Mean))))], scaled);
        scale.Apply([0, 0, 0], [0.1, 0.2, 0.99], scaled);
        Same([5 / 4.3 * 0.07, 5 / 4.3 * 0.14, 5 / 4.3 * 0.7 * 0.99], scaled);
        scale.Apply([1, 1, 1], [1, 1, 1], scaled);
        Same([0.97, 0.97, 0.97], scaled);
    }

    [Fact]
    public void Predictions_are_summed_up()
    {
        var predicted = new PredictedErrors();
        Assert.Equal((0, 1.0, 0.0), (predicted.Rows, predicted.Least, predicted.Most));
        Array.ForEach([0.25, 0.5, 0.125], predicted.Add);
        Assert.Equal((3, 0.125, 0.5), (predicted.Rows, predicted.Least, predicted.Most));
        Same([0.875, 0.328125], predicted.Sum, predicted.SumOfSquares);
        Assert.Throws<ArgumentOutOfRangeException>(() => predicted.Add(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => predicted.Add(1.1));
    }

    [Fact]
    public void Rows_by_label_come_back_as_they_were()
    {
        var rows = new LabelRows([6, 0, 4, 0, 0, 0, 0, 0, 0, 7, 9, 0], 3);
        double[] found = [1, 1, 1, 1];
        double[][] by = [.. Enumerable.Range(0, 3).Select(label =>
        {
            rows.CopyTo(label, found);
            return found.ToArray();
        })];
        Assert.Equal([[6, 0, 4, 0], [0, 0, 0, 0], [0, 7, 9, 0]], by);
    }

    [Fact]
    public void Wrong_rows_are_told_apart_most_finely_around_the_budget()
    {
        var (straight, mirror) = (new WealthProcess(199, 10_000, 0.05), WealthProcess.OfRight(199, 10_000, 0.05));
        var bet = new SlopedBet(1, 5e-5, 0);
        for (var i = 0; i < 3; i++)
        {
            straight.Count(bet, i, 10_000);
            mirror.Count(bet, i, 10_000);
        }

        // Claims of one cell have the wealth of its lowest: from half of the budget to twice as much they are 2 apart, then 4 %.
        Assert.Equal(0, straight.Against(99));
        Assert.Equal(-Math.Log(1 - (5e-5 * 200)) - Math.Log(1 - (5e-5 * 199)) - Math.Log(1 - (5e-5 * 198)), straight.Against(200), 1e-12);
        Assert.Equal([true, false, true, false], new[] { 101L, 102, 201, 202 }.Select(claim => straight.Against(claim) == straight.Against(claim / 100 * 100)));
        Assert.Equal([true, false], new[] { 415L, 416 }.Select(claim => straight.Against(claim) == straight.Against(400)));
        Assert.Equal([true, true, false], new[] { 199L, 198, 200 }.Select(wrong => mirror.Against(10_000 - wrong) == mirror.Against(9801)));
        Assert.Equal((10_000, 10_000), (straight.MostWrong, mirror.MostWrong));
    }

    [Fact]
    public void What_is_refuted_stays_so_from_the_most_downwards()
    {
        var evidence = new WealthProcess(9, 100, 0.05);
        evidence.Count(new SlopedBet(25, 0, 0), 0, 50); // refutes at once whatever is claimed
        Assert.Equal(4, evidence.MostWrong);
        evidence = new WealthProcess(9, 100, 0.05);
        evidence.Count(new SlopedBet(1, 0, 0), 8, 50); // 58 may have been wrong, and 59 are of one cell with them
        Assert.Equal(59, evidence.MostWrong);
        Assert.Equal(Math.Log(20), evidence.Against(60), 1e-12);
        evidence.Count(new SlopedBet(0, 0, 0), 8, 50);
        Assert.Equal((59, double.NegativeInfinity, 0.0), (evidence.MostWrong, evidence.Against(9), evidence.Against(8)));
    }
}
