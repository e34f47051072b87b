using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class StreamCertificateTests
{
    private static readonly ErrorBudget TwoPercent = new(0.02, 0.95);
    private static readonly double[] Rates = [0.02, 0.05, 0.1, 0.2, 0.4];

    /// <summary>
    /// Slack: 200 runs at 5 % give at most 10 + 3.3 standard deviations = 20 broken promises with probability above 0.999.
    /// </summary>
    [Theory]
    [InlineData("steady")]
    [InlineData("drift")]
    [InlineData("spiteful")]
    public void The_share_of_wrong_rows_stays_inside_the_budget_at_every_moment(string student)
    {
        int broken = Enumerable.Range(0, 200).Count(seed => Breaks(student, seed, rows: 6000));
        Assert.InRange(broken, 0, 20);
    }

    [Fact]
    public void If_only_trusted_rows_are_decided_the_bound_never_leaves_the_budget()
    {
        var random = new Random(1);
        var certificate = new StreamCertificate(TwoPercent);
        for (int row = 0; row < 20_000; row++)
        {
            bool trusted = Observe(certificate, random, row < 10_000 ? 0.002 : 0.2, out _);
            Assert.True(certificate.UpperBound <= 0.02 || !trusted);
        }

        Assert.InRange(certificate.Audits, 100, 10_000);
    }

    [Fact]
    public void A_long_faultless_stream_is_audited_little()
    {
        var random = new Random(2);
        var certificate = new StreamCertificate(TwoPercent);
        int decided = Enumerable.Range(0, 20_000).Count(row => Observe(certificate, random, 0, out bool slipped));
        Assert.InRange(20_000 - decided + certificate.Audits, 1, 4000);
    }

    [Fact]
    public void At_first_nothing_can_be_left_to_the_student() => Assert.False(new StreamCertificate(TwoPercent).CanTrust(0.5));

    [Fact]
    public void A_wrong_audit_raises_the_bound_and_a_right_one_does_not()
    {
        var certificate = new StreamCertificate(TwoPercent);
        certificate.ObserveDecided(0.1, audited: true, wrong: false);
        double before = certificate.WrongRowsBound;
        certificate.ObserveDecided(0.1, audited: true, wrong: false);
        certificate.ObserveDecided(0.1, audited: false, wrong: true);
        Assert.Equal(before, certificate.WrongRowsBound);
        certificate.ObserveDecided(0.1, audited: true, wrong: true);
        Assert.InRange(certificate.WrongRowsBound - before, 5, 40);
        Assert.Equal((3, 1), (certificate.Audits, certificate.AuditErrors));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void An_audit_rate_is_a_probability(double rate)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => new StreamCertificate(TwoPercent).CanTrust(rate));
        Assert.Contains("above 0, at most 1", failure.Message, StringComparison.Ordinal);
    }

    private static bool Breaks(string student, int seed, int rows)
    {
        var random = new Random(seed);
        var certificate = new StreamCertificate(TwoPercent);
        int missed = 0;
        bool broken = false;
        for (int row = 0; row < rows; row++)
        {
            // The spiteful student is wrong for as long as no audit has found it lately.
            double error = student switch
            {
                "steady" => 0.03,
                "drift" => row < rows / 2 ? 0.005 : 0.1,
                _ => missed <= 0.02 * certificate.Rows ? 1 : 0,
            };
            missed += Observe(certificate, random, error, out bool slipped) && slipped ? 1 : 0;
            broken |= missed > 0.02 * certificate.Rows;
        }

        return broken;
    }

    private static bool Observe(StreamCertificate certificate, Random random, double error, out bool slipped)
    {
        slipped = false;
        foreach (double rate in Rates)
        {
            if (certificate.CanTrust(rate))
            {
                bool wrong = random.NextDouble() < error;
                bool audited = random.NextDouble() < rate;
                slipped = wrong && !audited;
                certificate.ObserveDecided(rate, audited, wrong);
                return true;
            }
        }

        certificate.ObserveAsked();
        return false;
    }
}
