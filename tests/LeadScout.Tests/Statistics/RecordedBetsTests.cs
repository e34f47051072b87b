using LeadScout.Statistics;
using Xunit;
using static LeadScout.Tests.Statistics.Numbers;

namespace LeadScout.Tests.Statistics;

/// <summary>
/// What bets came to when these tests were written. A job that is told again from its log has to come to the same, and a bet that is
/// only less good breaks no promise that another test would hold: it makes audits more.
/// </summary>
public sealed class RecordedBetsTests
{
    private static readonly Draw Drawn = new([500, 300, 200], [0.01, 0.05, 0.3], [0.2, 0.3, 0.5], 1);

    [Theory]
    [InlineData(79, 1, 1, 0, 1, 0.001)]
    [InlineData(80, 1, 1, 0, 1, 0.001)]
    [InlineData(100, 1.018494201765341, 0.7434680037140817, 0.0002750267292896109, 1.0184931689237022, 0.0002750056679741452)]
    [InlineData(300, 1.0729388808362923, 0.43638592461327086, 0.0006365504368195673, 1.07294638053212, 0.0006364919535553017)]
    [InlineData(900, 7.930201836948613, 0.05848304335232127, 0.007672909508457217, 7.923259789736794, 0.007646092152533596)]
    [InlineData(2000, 40.887654706092206, 0.053897061068140954, 0.03882999472231881, 40.67275394973114, 0.03777986139021271)]
    public void A_bet_against_so_many_wrong_rows(double wrongRows, double right, double wrong, double slope, double rightFromGuess, double slopeFromGuess)
    {
        var (first, second, guessed) = (0.0, 0.0, 0.001);
        var bet = new AuditBet(Drawn, Drawn.Risks);
        Same(
            [right, wrong, slope, slope, rightFromGuess, slopeFromGuess],
            bet.Factor(wrongRows, false, ref first), bet.Factor(wrongRows, true, ref second), first, second, bet.Factor(wrongRows, false, ref guessed), guessed);
    }

    [Theory]
    [InlineData(80, 1, 0, 0, 1, 1)]
    [InlineData(100, 0.7434694397907889, 0.0002750267292896109, 100.00702328757376, 0.7867429904134602, 0.7300818938781242)]
    [InlineData(300, 0.43638419744792656, 0.0006365504368195673, 299.9937822914562, 0.7060481449588868, 0.3871035436041456)]
    [InlineData(900, 0.05700598702618686, 0.007672909508457217, 896.7084002832886, 0.11401197405237372, 0.010218892843721196)]
    [InlineData(2000, 0.051252265711564646, 0.03882999472231881, 978.7362543960537, 0.10250453142312929, 0.003907119408091037)]
    public void A_bet_of_one_slope(double wrongRows, double ratio, double slope, double worst, double againstThrice, double againstAThird)
    {
        var chosen = 0.0;
        var bet = new AuditBet(Drawn, Drawn.Risks).Against(wrongRows, true, ref chosen);
        Same(
            [ratio, slope, worst, slope, againstThrice, againstAThird],
            bet.Ratio, bet.Slope, bet.Worst, chosen, bet.Factor(wrongRows * 3), bet.Factor(wrongRows / 3));
    }

    [Fact]
    public void A_bet_that_nearly_all_is_wrong()
    {
        var slope = 0.0;
        Same([1.8951999384145737, 0.0006135375510755596], new AuditBet(Drawn, Drawn.Risks, 0.9999).Factor(999, false, ref slope), slope);
    }

    [Theory]
    [InlineData(10, 0, 0.5250713514327044)]
    [InlineData(60, 0, 0.5250713514327044)]
    [InlineData(150, 0.008009973092549725, 0.6516119903221024)]
    [InlineData(700, 0.11288185174192647, 0.7784725560399185)]
    [InlineData(6000, 0, 0.5250713514327044)]
    public void Audits_spread_over_strata_of_which_one_is_empty(double budget, double growth, double first)
    {
        var shares = new double[3];
        Same([growth, first, 1 - first, 0], [AuditDesign.Solve([4000, 1000, 0], [0.002, 0.06, 0.3], budget, shares), .. shares]);
    }

    [Fact]
    public void Divergences_and_the_rates_that_have_them()
    {
        Same([0.1163217565860046, 0, Math.Log(2)], Divergence.Between(0.1, 0.3), Divergence.Between(0.2, 0.2), Divergence.Between(0, 0.5));
        Same([1 - Math.Exp(-0.2), 1], Divergence.UpperRate(0, 0.2), Divergence.UpperRate(1, 0.2));
        Same([0.31803924499664066, 0.6006926866497877], Divergence.UpperRate(0.02, 0.3), Divergence.UpperRate(0.6, 1e-6));
    }

    [Fact]
    public void Bets_that_make_use_of_predictions()
    {
        double[][] recorded =
        [
            [-0.7209470688375414, 2.202554796235008, 0.009951321050707469, -0.010051346056042037, -3.912023005428145, 20.030118658386467],
            [-0.2550319046810386, 1.509992209000775, 0.4121434284686203, -0.7134539853372746, -3.912023005428145, 19.33697147982652],
            [-0.13800782997459948, 1.1051113526686245, 0.5168480565180906, -1.129280817339413, -3.912023005428145, 18.931506373718356],
            [-0.08426034361773985, 0.8180131908420282, 0.5653569942543616, -1.427433104136155, -3.912023005428145, 18.643824303266577],
            [-0.053345980705292735, 0.5954532094003442, 0.593371600133022, -1.6611576561635635, -3.912023005428145, 18.420680753952364],
            [-0.033254898085360855, 0.41371488212373053, 0.6116212808469866, -1.854173369616964, -3.912023005428145, 18.23835919915841],
            [-0.019147307124106075, 0.2601470918554075, 0.6244558243810063, -2.0191338084738235, -3.912023005428145, 18.084208521331153],
            [-1.0361320728369547, 1.4427291717968018, 0.4843895348346905, -0.6602689455022851, 0.5095169113559684, 1.9572933888428972],
            [-0.7168409202148598, 1.2835715031780983, 0.5292518186428474, -0.8785564275493813, 0.49022175741443913, 2.231315929834183],
            [-0.3812877367631795, 1.0364395598420604, 0.554936187342887, -1.078201218539766, 0.4579951743947546, 2.5704858454235353],
            [0.4429245929787794, 1.6253369933369346, 0.5246285748841928, -0.722855926674677, 0.5222816643805361, 1.8674336745155216],
            [0.32741730022060267, 1.5985549660314415, 0.5231590812349617, -0.725220472547004, 0.5186111474484364, 1.8774087766134702],
        ];
        var bets = new ControlVariate(Predictions());
        for (var i = 0; i < recorded.Length; i++)
        {
            var prediction = i % 10 / 20.0;
            Same(
                recorded[i],
                bets.LogFactor(0.05, 0.06, false, prediction), bets.LogFactor(0.05, 0.06, true, prediction), bets.LogFactor(0.5, 0.51, false, 0.3),
                bets.LogFactor(0.5, 0.51, true, 0.3), bets.LogFactor(0.99, 1, true, 0.4), bets.LogFactor(0, 0, true, 0));
            bets.Learn(i % 3 == 0 && i % 10 > 4, prediction);
        }
    }

    [Fact]
    public void What_is_not_refuted_while_rows_are_judged()
    {
        var judged = new ErrorConfidenceSequence(Predictions(), 0.9);
        List<WrongRows> bounds = [];
        for (var i = 0; i < 120; i++)
        {
            judged.Observe(i % 10 > 6 && i % 3 == 0, i % 10 / 20.0);
            bounds.Add(judged.Bounds);
        }

        Assert.Equal([new(3, 98), new(6, 74), new(9, 67), new(11, 60), new(13, 54), new(15, 52)], bounds.Where((_, i) => i % 20 == 19));
    }

    [Fact]
    public void Texts_in_classes_of_risk_and_rows()
    {
        var classes = new RiskClasses([(1, 0.01), (1, 0.012), (2, 0.3), (3, 0.3), (8, 0.002), (100_000_000, 0.5), (1, 0)]);
        Same([6, 7, 5e7, 0.75, 4, 50000001.516], classes.Count, classes.Texts, classes.Value(0), classes.Value(1), classes.CountBefore(3), classes.WrongBefore(3));
        Same([2, 7, 0], classes.CountUntilRowsLeft(10), classes.CountUntilRowsLeft(0), classes.CountUntilRowsLeft(1e9));

        var (remaining, rows, risks) = (new double[classes.Count], new double[RiskStrata.Count], new double[RiskStrata.Count]);
        classes.Remaining(2, remaining);
        classes.Measure(remaining, rows, risks, out double total);
        Same([0, 0, 1, 1, 1, 1, 11], [.. remaining, total]);
        Assert.Equal([(0, 1.0, 0.0), (3, 8, 0.002), (7, 1, 0.01), (8, 1, 0.012)], Enumerable.Range(0, rows.Length).Where(s => rows[s] > 0).Select(s => (s, rows[s], risks[s])));

        var found = classes.DrawHalf(2, 3, new StrataState(rows, [.. rows.Select(share => share / total)]), remaining);
        Same([0.01944601249559587, 0, 0, 0.3359109812391624, 0.8725252928694238, 0.8725252928694238, 0.8725252928694238], [found, .. remaining]);
    }

    private static PredictedErrors Predictions()
    {
        var predicted = new PredictedErrors();
        for (var i = 0; i < 300; i++)
        {
            predicted.Add(i % 10 / 20.0);
        }

        return predicted;
    }
}
