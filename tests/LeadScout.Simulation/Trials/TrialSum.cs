using LeadScout.Simulation.Worlds;

namespace LeadScout.Simulation.Trials;

/// <summary>What came of many seeds.</summary>
internal sealed class TrialSum
{
    private double _variance;

    public FaultTally Faults { get; } = new();

    public int Trials { get; private set; }

    public int Broken { get; private set; }

    public long Steps { get; private set; }

    /// <summary>What there was of what, in the order in which it was first named.</summary>
    public OrderedDictionary<string, long> Counts { get; } = [];

    public int Certified { get; private set; }

    /// <summary>Certificates that may be wrong, by the confidence that they claim.</summary>
    public double ExpectedWrong { get; private set; }

    public int WrongCertificates { get; private set; }

    public void Add(TrialResult result)
    {
        Trials++;
        Broken += result.Broken is null ? 0 : 1;
        Steps += result.Steps;
        foreach (var (what, count) in result.Counts)
        {
            Counts[what] = Counts.GetValueOrDefault(what) + count;
        }

        Faults.Add(result.Faults);
        if (result.Certified is { } certified)
        {
            Certified++;
            WrongCertificates += certified.IsWrong ? 1 : 0;
            ExpectedWrong += certified.Alpha;
            _variance += certified.Alpha * (1 - certified.Alpha);
        }
    }

    /// <summary>Whether more certificates are wrong than they allow themselves, by four standard deviations.</summary>
    public bool AreCertificatesWrong => WrongCertificates > ExpectedWrong + (4 * Math.Sqrt(_variance));
}
