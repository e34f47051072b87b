namespace LeadScout.Statistics;

/// <summary>
/// Watches whether the audits of later jobs find more errors than those of earlier ones. Not thread-safe.
/// What is tested: no audit of a later job is more likely, given all that came before it, to find an error than an audit of an earlier job.
/// While that is so, <see cref="Evidence"/> ever reaches 1 / alpha with probability at most alpha, however many jobs there are and
/// whenever one looks (Ville 1939; Waudby-Smith and Ramdas 2024 on betting; docs/certificate.md has the proof).
/// </summary>
public sealed class DriftMonitor
{
    /// <summary>How often a record without drift may raise an alarm, over all time: 5 %.</summary>
    public const double DefaultAlpha = 0.05;

    private readonly double _alpha;
    private readonly List<(double[] Wealth, int Audits, int Errors)> _before = []; // what had been seen before each job but the first
    private int _jobs;
    private int _audits;
    private int _errors;

    /// <param name="alpha">How often a record without drift may raise an alarm, over all time; in (0, 1).</param>
    public DriftMonitor(double alpha = DefaultAlpha)
    {
        if (!(alpha is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The rate of false alarms is a share between 0 % and 100 %, neither included.");
        }

        _alpha = alpha;
    }

    /// <summary>
    /// The evidence of drift, at least 0: a record without drift ever comes to N with probability at most 1 / N. 0 before the second job.
    /// </summary>
    public double Evidence { get; private set; }

    /// <summary>Whether the evidence has reached 1 / alpha, now or before.</summary>
    public bool HasAlarm { get; private set; }

    /// <summary>Adds the audits of the next job.</summary>
    /// <param name="audits">Texts audited, at least 0.</param>
    /// <param name="errors">Those where the student had differed from the teacher.</param>
    public void Add(int audits, int errors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(errors);
        ArgumentOutOfRangeException.ThrowIfLessThan(audits, errors);
        if (_jobs > 0)
        {
            _before.Add((RateBets.Before(_audits, _errors), _audits, _errors));
        }

        (_jobs, _audits, _errors) = (_jobs + 1, _audits + audits, _errors + errors);
        Evidence = Sum();
        HasAlarm |= Evidence >= 1 / _alpha;
    }

    /// <summary>Over the job with which the errors may have begun to be more, counted from 1: weights 1/2, 1/6, 1/12, ... add up to 1.</summary>
    private double Sum()
    {
        var sum = 0.0;
        for (var i = 0; i < _before.Count; i++)
        {
            var (wealth, audits, errors) = _before[i];
            var logarithm = RateBets.LeastAgainstAnyRate(wealth, _audits - audits, _errors - errors);
            sum += Math.Exp(Math.Min(logarithm, 600)) / ((i + 1.0) * (i + 2.0));
        }

        return sum;
    }
}
