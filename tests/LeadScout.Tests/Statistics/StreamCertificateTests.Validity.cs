using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>How often a promise is broken, over many runs.</summary>
public sealed partial class StreamCertificateTests
{
    /// <summary>
    /// Slack: 100 runs at 5 % give at most 13 broken promises with a probability above 0.999 (binomial).
    /// </summary>
    [Theory]
    [InlineData("steady")]
    [InlineData("drift")]
    [InlineData("spiteful")]
    public void The_share_of_wrong_rows_stays_inside_the_budget_at_every_moment(string student)
    {
        int broken = Enumerable.Range(0, 100).Count(seed => Breaks(student, seed, rows: 3000));
        Assert.InRange(broken, 0, 13);
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
}
