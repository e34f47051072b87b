using LeadScout.Statistics;

namespace LeadScout.Streaming;

/// <summary>
/// Which texts of a stream the student may decide, and how often such a decision is audited. It steers what is asked, never what is true:
/// the certificate holds whatever it says, because it says so before the draw. Not thread-safe.
/// </summary>
/// <remarks>
/// The audit rate begins high and halves, step by step, as soon as the bound of the lower rate fills no more than a part of the budget.
/// What the bound leaves of the budget may be used up by wrong rows, over twice as many rows again as the stream has had, by the least
/// risky texts: those up to a risk that follows from the risks of the latest texts.
/// </remarks>
internal sealed class TrustPolicy(StreamCertificate certificate)
{
    private const double ShareToStepDown = 0.9;
    private const double ShareToUse = 0.95;
    private const double Horizon = 2;
    private const int Latest = 2_000;
    private const int LooksEvery = 32;
    private const double PriorErrors = 4;

    private readonly (double Risk, long Row)[] _latest = new (double, long)[Latest];
    private long _seen;
    private int _stake;
    private double _largestRisk;
    private double _foretold;
    private int _found;

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
        return risk <= _largestRisk && certificate.CanTrust(rate) ? rate : null;
    }

    /// <summary>Takes in the outcome of an audit.</summary>
    public void Learn(double risk, bool wrong)
    {
        _foretold += risk;
        _found += wrong ? 1 : 0;
    }

    private void Look()
    {
        while (_stake + 1 < StreamCertificate.Stakes && certificate.CanTrust(StreamCertificate.RateOf(_stake + 1), 1, ShareToStepDown))
        {
            _stake++;
        }

        var unused = (
            ShareToUse * certificate.Budget.MaxError * certificate.Rows) - certificate.WrongRowsBound - StreamCertificate.RowsOfError(_stake);
        // A wrong row costs the bound its error's rows as often as it is audited: a little more than one.
        var wrongRow = StreamCertificate.RowsOfError(_stake) * StreamCertificate.RateOf(_stake);
        _largestRisk = LargestRisk(unused / (Horizon * (certificate.Rows + 1) * wrongRow));
    }

    /// <summary>The largest risk so that deciding all of the latest texts up to it would have made no more wrong rows.</summary>
    /// <param name="wrongShare">Wrong rows by all rows.</param>
    private double LargestRisk(double wrongShare)
    {
        var latest = _latest.AsSpan(0, (int)Math.Min(_seen, Latest)).ToArray();
        var rows = certificate.Rows - latest.Min(text => text.Row) + 1;
        // The audits say by which factor the risks are too low or too high.
        var left = wrongShare * rows * (PriorErrors + _foretold) / (PriorErrors + _found);
        var largest = -1.0;
        foreach (var risk in latest.Select(text => text.Risk).Order())
        {
            left -= risk;
            if (left < 0)
            {
                break;
            }

            largest = risk;
        }

        return largest;
    }
}
