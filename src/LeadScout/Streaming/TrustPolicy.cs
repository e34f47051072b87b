using LeadScout.Statistics;

namespace LeadScout.Streaming;

/// <summary>
/// Which texts of a stream the student may decide, and how often such a decision is audited. It steers what is asked, never what is true:
/// the certificate holds whatever it says, because it says so before the draw. Not thread-safe.
/// </summary>
/// <remarks>
/// The audit rate begins high and falls, step by step, as soon as the bound of the lower rate fills no more than a part of the budget. A
/// text is decided if that is cheaper than to ask it. To decide it saves an ask, unless it is audited; if it is wrong and audited, the proof
/// takes longer to come to lower rates, which costs audits of all that is decided meanwhile. In the long run the rate that the proof needs
/// grows without end as wrong rows near a part of the budget, so the more of them are expected, the less risk is worth it. How probably a text
/// is wrong the answers say: those of texts that were asked, and audits.
/// </remarks>
internal sealed class TrustPolicy(StreamCertificate certificate)
{
    private const double ShareToStepDown = 0.95;
    private const int Latest = 2_000;
    private const int LooksEvery = 64;

    // An error that is found costs as many audits as this by the budget and by the share of rows that are decided: 35 at 2 % if all are.
    private const double AuditsOfError = 0.7;

    // A wrong row takes so many rows of the budget: it is found now and then, and what is found costs the bound more than it would be.
    private const double RowsOfWrong = 2.5;

    // Beyond that it is anybody's guess.
    private const double LargestProbability = 0.5;

    private readonly (double Risk, long Row)[] _latest = new (double, long)[Latest];
    private readonly RiskCalibration _calibration = new();
    private long _seen;
    private int _stake;
    private double _largest;

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

        var rate = StreamCertificate.RateOf(_stake);
        return _calibration.Probability(risk) <= _largest && certificate.CanTrust(rate) ? rate : null;
    }

    /// <summary>Takes in whether the student was right about a text whose answer has come, whoever had decided it.</summary>
    public void Learn(double risk, bool wrong) => _calibration.Learn(risk, wrong);

    private void Look()
    {
        while (_stake + 1 < StreamCertificate.Stakes && certificate.CanTrust(StreamCertificate.RateOf(_stake + 1), 1, ShareToStepDown))
        {
            _stake++;
        }

        _calibration.Fit();
        _largest = Largest(StreamCertificate.RateOf(_stake));
    }

    /// <summary>
    /// The largest probability of being wrong up to which it is worth it to decide, if the rows to come are like the latest ones.
    /// </summary>
    private double Largest(double rate)
    {
        var latest = _latest.AsSpan(0, (int)Math.Min(_seen, Latest)).ToArray();
        var rows = certificate.Rows - latest.Min(text => text.Row) + 1;
        var budget = certificate.Budget.MaxError;
        var (largest, wrong, decided) = (-1.0, 0.0, 0);
        foreach (var probability in latest.Select(text => _calibration.Probability(text.Risk)).Order())
        {
            decided++;
            wrong += probability * (1 - rate) / rows;
            var cost = rate * AuditsOfError * decided / rows / budget;
            var worth = (1 - rate) * Math.Max(0, 1 - (RowsOfWrong * wrong / budget)) / cost;
            if (probability > Math.Min(worth, LargestProbability))
            {
                break;
            }

            largest = probability;
        }

        return largest;
    }
}
