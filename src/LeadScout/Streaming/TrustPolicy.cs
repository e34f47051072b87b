using LeadScout.Statistics;

namespace LeadScout.Streaming;

/// <summary>
/// Which texts of a stream the student may decide, and how often such a decision is audited. It steers what is asked, never what is true:
/// the certificate holds whatever it says, because it says so before the draw. Not thread-safe.
/// </summary>
/// <remarks>
/// The least audit rate begins high and falls as soon as the bound leaves room for a lower one. A text is decided, at the rate that costs least, if
/// that is cheaper than to ask it. What it costs: an ask, if it is audited; and if it is wrong, the rows by which its audit raises the
/// bound, for while the bound is higher all that is decided has to be audited more often. The riskier a text, the higher is its rate, for
/// the less does an error cost the bound; where that is no cheaper than 1 it is asked. How probably a text is wrong the answers say: those
/// of texts that were asked, and audits.
/// </remarks>
internal sealed class TrustPolicy(StreamCertificate certificate)
{
    private const int Latest = 2_000;
    private const int LooksEvery = 64;

    // What an error costs is paid for as long as the stream goes on. As if that were half as long again as it has been.
    private const double RowsToCome = 0.35;

    // By so many rows a wrong one that is decided at the least rate raises the bound in the mean, found or not.
    private const double RowsOfWrong = 1.5;

    // Beyond that it is anybody's guess.
    private const double LargestProbability = 0.5;

    private readonly (double Risk, long Row)[] _latest = new (double, long)[Latest];
    private readonly RiskCalibration _calibration = new();
    private long _seen;
    private int _stake;
    private double _costOfRow; // of the bound, in asks

    /// <summary>
    /// The probability with which the student's decision about the next row is to be audited; null when it may not decide.
    /// </summary>
    /// <param name="risk">Estimated probability that it is wrong, 0..1.</param>
    public double? AuditRate(double risk)
    {
        _latest[_seen % Latest] = (risk, certificate.Rows);
        if (_seen++ % LooksEvery == 0)
        {
            Look();
        }

        var probability = _calibration.Probability(risk);
        if (probability > LargestProbability)
        {
            return null;
        }

        // What the bound has no room for at the cheapest rate it may have room for at a higher one.
        for (var stake = Cheapest(probability); stake >= 0 && Cost(probability, stake) < 1; stake--)
        {
            if (certificate.CanTrustAtRateOf(stake))
            {
                return StreamCertificate.RateOf(stake);
            }
        }

        return null;
    }

    /// <summary>Takes in whether the student was right about a text whose answer has come, whoever had decided it.</summary>
    public void Learn(double risk, bool wrong) => _calibration.Learn(risk, wrong);

    private int Cheapest(double probability)
    {
        var (stake, cost) = (_stake, Cost(probability, _stake));
        while (stake > 0 && Cost(probability, stake - 1) is var higher && higher < cost)
        {
            (stake, cost) = (stake - 1, higher);
        }

        return stake;
    }

    /// <summary>What deciding a text costs at the rate of a stake, in asks.</summary>
    private double Cost(double probability, int stake)
    {
        var rate = StreamCertificate.RateOf(stake);
        return rate + (probability * _costOfRow * StreamCertificate.RowsOfWrong(_stake, rate));
    }

    private void Look()
    {
        while (_stake + 1 < StreamCertificate.Stakes && certificate.CanTrustAtRateOf(_stake + 1))
        {
            _stake++;
        }

        _calibration.Fit();
        _costOfRow = CostOfRow(StreamCertificate.RateOf(_stake));
    }

    /// <summary>
    /// What a row more of the bound costs, if the rows to come are like the latest ones. In the long run the rate that the proof needs grows
    /// without end as the rows by which wrong ones raise the bound near the budget; so the more of these are decided, the dearer is a row.
    /// </summary>
    private double CostOfRow(double rate)
    {
        var latest = _latest.AsSpan(0, (int)Math.Min(_seen, Latest)).ToArray();
        var rows = certificate.Rows - latest.Min(text => text.Row) + 1;
        var (cost, wrong, decided) = (0.0, 0.0, 0);
        foreach (var probability in latest.Select(text => _calibration.Probability(text.Risk)).Order())
        {
            decided++;
            wrong += probability * (1 - rate);
            var left = (certificate.Budget.MaxError * rows) - (RowsOfWrong * wrong);
            cost = left > 0 ? RowsToCome * rate * decided / left : double.PositiveInfinity;
            if (probability > LargestProbability || rate + (probability * cost * RowsOfWrong) >= 1)
            {
                break;
            }
        }

        return cost;
    }
}
