using System.Globalization;
using LeadScout.Simulation.Worlds;

namespace LeadScout.Simulation.Trials;

/// <summary>What came of many seeds.</summary>
internal sealed class TrialSum
{
    private double _expectedWrong;
    private double _variance;

    public FaultTally Faults { get; } = new();

    public int Trials { get; private set; }

    public int Broken { get; private set; }

    public long Steps { get; private set; }

    public int Runs { get; private set; }

    public int Compared { get; private set; }

    public int Certified { get; private set; }

    public int WrongCertificates { get; private set; }

    public void Add(TrialResult result)
    {
        Trials++;
        Broken += result.Broken is null ? 0 : 1;
        Steps += result.Steps;
        Runs += result.Runs;
        Compared += result.IsCompared ? 1 : 0;
        Faults.Add(result.Faults);
        if (result.Certified is { } certified)
        {
            Certified++;
            WrongCertificates += certified.IsWrong ? 1 : 0;
            _expectedWrong += certified.Alpha;
            _variance += certified.Alpha * (1 - certified.Alpha);
        }
    }

    /// <summary>Whether more certificates are wrong than they allow themselves, by four standard deviations.</summary>
    public bool AreCertificatesWrong => WrongCertificates > _expectedWrong + (4 * Math.Sqrt(_variance));

    public string ToString(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Trials} seeds, {Broken} broken; {Steps} steps, {Runs} runs; {Compared} compared with an uninterrupted run; certificates wrong {WrongCertificates} of {Certified}, allowed {_expectedWrong:0.#}; {Trials / time.TotalSeconds:0.#} seeds/s\n{Faults}");
}
