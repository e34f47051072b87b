using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed partial class StreamCertificateTests
{
    private static readonly ErrorBudget TwoPercent = new(0.02, 0.95);
    private static readonly double[] Rates = [0.02, 0.05, 0.1, 0.2, 0.4];

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

    /// <summary>Against halving, slowly, the wealth as the class describes it; at this rate no stake moves.</summary>
    [Fact]
    public void The_bound_is_where_the_wealth_of_all_stakes_reaches_its_goal()
    {
        const double Rate = 0.9;
        var certificate = new StreamCertificate(TwoPercent);
        double[] rates = [.. Enumerable.Range(0, StreamCertificate.Stakes).Select(i => Math.Pow(0.8, i))];
        double[] stakes = [.. Enumerable.Range(0, StreamCertificate.Stakes).Select(i => Math.Pow(0.8, Math.Min(i, 20)))];
        stakes = [.. stakes.Select(stake => stake / stakes.Sum())];
        for (int errors = 0; errors < 40; errors++)
        {
            var (low, high) = (0.0, 1e9);
            while (high - low > 1e-9 * high)
            {
                double middle = (low + high) / 2;
                (low, high) = stakes.Zip(rates).Sum(stake => stake.First * Math.Exp(stake.Second * middle)) < 1 / TwoPercent.Alpha ? (middle, high) : (low, middle);
            }

            Assert.InRange(certificate.WrongRowsBound, low, high * (1 + 1e-6));
            certificate.BeginDecided(Rate, audited: true);
            stakes = [.. stakes.Zip(rates).Select(stake => stake.First * (1 - ((1 - Rate) * Math.Exp(stake.Second))) / Rate)];
        }
    }

    [Fact]
    public void At_the_rate_of_a_stake_it_is_the_same_trust()
    {
        var random = new Random(3);
        var certificate = new StreamCertificate(TwoPercent);
        var trusted = 0;
        for (var row = 0; row < 2_000; row++)
        {
            for (var stake = 0; stake < StreamCertificate.Stakes; stake++)
            {
                var trusts = certificate.CanTrustAtRateOf(stake);
                Assert.Equal(certificate.CanTrust(StreamCertificate.RateOf(stake)), trusts);
                trusted += trusts ? 1 : 0;
            }

            Observe(certificate, random, 0.003, out _);
        }

        Assert.InRange(trusted, 1_000, (2_000 * StreamCertificate.Stakes) - 1_000);
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
