using LeadScout.ActiveLearning;
using LeadScout.Statistics;
using Xunit;
using static LeadScout.Tests.Statistics.Numbers;

namespace LeadScout.Tests.Statistics;

/// <summary>What certificates came to when these tests were written: whoever tells a job again from its log has to come to the same.</summary>
public sealed class RecordedCertificatesTests
{
    [Fact]
    public void Of_a_stream()
    {
        var certificate = new StreamCertificate(new ErrorBudget(0.02, 0.95));
        var random = new SeededRandom(9);
        List<(double, double, int, int)> found = [];
        certificate.ObserveAsked(2000);
        for (var row = 1; row <= 600; row++)
        {
            var rate = random.NextShare() < 0.5 ? 0.3 : 0.6;
            certificate.ObserveDecided(rate, random.NextShare() < rate, random.NextShare() < 0.05, 1 + (row % 3));
            if (row % 200 == 0)
            {
                found.Add((Math.Round(certificate.WrongRowsBound, 8), Math.Round(certificate.UpperBound, 8), certificate.Audits, certificate.AuditErrors));
            }
        }

        Assert.Equal([(61.02402599, 0.02541609, 89, 6), (65.16823444, 0.02327437, 176, 8), (69.49973904, 0.02171867, 266, 13)], found);
    }

    [Theory]
    [InlineData(0.2, 1, 1, 1491)]
    [InlineData(0.5, 1, 1, 495)]
    [InlineData(0.5, 4, 1, 1813)]
    [InlineData(0.5, 1, 0.9, 550)]
    [InlineData(1, 1, 1, 208)]
    public void A_student_is_trusted_after_so_many_rows(double rate, int weight, double share, int rows)
    {
        var certificate = new StreamCertificate(new ErrorBudget(0.02, 0.95));
        certificate.ObserveAsked(rows - 1);
        Assert.False(certificate.CanTrust(rate, weight, share));
        certificate.ObserveAsked();
        Assert.True(certificate.CanTrust(rate, weight, share));
    }

    [Fact]
    public void What_a_wrong_row_costs_a_stream() => Same(
        [0.19067195735991352, 0.5602176983497433, 0.7411876361905411, 4.98857483508664E-06],
        StreamCertificate.RowsOfWrong(0, 0.9), StreamCertificate.RowsOfWrong(10, 0.5), StreamCertificate.RateOf(0), StreamCertificate.RateOf(57));

    [Fact]
    public void Evidence_of_drift_from_job_to_job()
    {
        var monitor = new DriftMonitor();
        var found = new[] { (100, 3), (50, 2), (80, 6), (120, 14), (10, 0) }.Select(job =>
        {
            monitor.Add(job.Item1, job.Item2);
            return monitor.Evidence;
        });
        Same([0, 0.04614370860471778, 0.03574876833190703, 0.0565293174280235, 0.026180370383120155], [.. found]);
    }

    [Fact]
    public void Of_the_share_of_a_list()
    {
        var evidence = new WrongShareEvidence(new ErrorBudget(0.05, 0.9), 1000);
        Same(
            [1000, 0, 66, 44, 17, double.PositiveInfinity],
            evidence.MostWrong, evidence.LeastWrong, evidence.ExpectedAudits, evidence.ExpectedAuditsAt(0), evidence.ExpectedAuditsAt(0.2), evidence.ExpectedAuditsAt(0.051));

        bool?[] outcomes = [false, true, null, false, true, true, false, false, null, true];
        double[][] recorded =
        [
            [928, 0, 63, 88, 5], [928, 2, 59298, 192, 4], [928, 2, 1050565, 191, 4], [928, 2, 54217, 191, 4], [928, 31, 73, 205, 2],
            [928, 65, 0, 220, 1], [928, 65, 0, 220, 1], [928, 65, 0, 219, 1], [928, 65, 0, 218, 1], [928, 76, 0, 236, 1],
        ];
        for (var i = 0; i < 10; i++)
        {
            evidence.Count(1000 - (2 * i), 2, outcomes[i]);
            Same(
                recorded[i],
                evidence.MostWrong, evidence.LeastWrong, evidence.ExpectedAudits, evidence.ExpectedAuditsAt(0.01), evidence.ExpectedAuditsAt(0.4));
        }

        Assert.Equal((8, 10, 4), (evidence.FoundWrong, evidence.Audits, evidence.AuditErrors));
        for (var i = 10; i < 80; i++)
        {
            evidence.Count(990 - i, 1, i % 6 == 0);
        }

        Assert.Equal((463, 102, ErrorVerdict.Refuted), (evidence.MostWrong, evidence.LeastWrong, evidence.Verdict));
    }

    /// <summary>Claims about one label or any, straight and mirrored, over draws from a few strata, one answer without a draw and one without a label.</summary>
    [Fact]
    public void Of_claims_about_labels()
    {
        int[] weights = [.. Enumerable.Range(0, 40).Select(text => 1 + (text % 4))];
        double[] risks = [.. Enumerable.Range(0, 40).Select(text => 0.005 * (1 + (text % 7)))];
        int[] frozen = [.. Enumerable.Range(0, 40).Select(text => text % 5 == 0 ? 1 : text % 3 == 0 ? 2 : 0)];
        var labels = new FrozenLabels(3, frozen, [.. frozen.Select(label => (label + 1) % 3)], [0]);
        var texts = new FrozenTexts(weights, risks, labels);
        var sampler = new AuditSampler(texts, new RiskScale(), 3, 1);
        LabelClaim[] claims = Claims(label => weights.Where((_, text) => frozen[text] == label).Sum(), weights.Sum());
        foreach (var text in new[] { 3, 17, 20, 8, 31, 5, 39, 0, 12, 26 })
        {
            var draw = sampler.Prepare() with { Stratum = (labels.GroupOf(text) * RiskStrata.Count) + RiskStrata.Of(risks[text]) };
            var drawn = new LabelledDraw(draw, texts.RowsByLabel!, labels.RunnerUps);
            texts.Take(text);
            var answer = text % 4 == 0 ? (frozen[text] + 1) % 3 : text == 39 ? -1 : frozen[text];
            Array.ForEach(claims, claim => claim.Count(new LabelledAnswer(frozen[text], answer, weights[text], text == 31 ? null : drawn)));
        }

        Assert.Equal(
            [(100, 9, 8, 77, 77, 15), (53, 3, 1, 43, 43, 9), (80, 6, 1, 61, 61, 18), (74431, 9, 2265, 59954, 59954, 12212), (53, 3, 9, 43, 43, 1), (90000, 9, 19000, 69000, 69000, 2000)],
            claims.Select(claim => (claim.AllUnits, claim.Audits, claim.Found, claim.Unanswered, claim.MostWrong, claim.LeastWrong)));
        double[][] recorded =
        [
            [2.1518345037106927, -6.001220132000428, -4.870049492627398, 12.52578376847609, 11.829666537018765],
            [1.23203453472757, -2.7676400165801716, -1.0752862013334055, 5.648828103476177, 5.209415202407978],
            [1.2451786361999506, -5.078880568622911, -0.6241155801804025, 7.900773603588451, 7.249011379330446],
            [1.963120979826815, -1.379076490505978, -0.729390514375332, 7.304189830116535, 7.304189830116535],
            [1.478441441673084, -5.440373930294422, -5.743604296775706, 9.85969406206194, 9.30882444227038],
            [2.472016386604614, 0, -3.5060919998401165, 8.16257306686025, 8.16257306686025],
        ];
        foreach (var (claim, numbers) in claims.Zip(recorded))
        {
            Same(
                numbers,
                claim.RiskFactor, claim.Against(3), claim.Against(claim.AllUnits / 2), claim.MissingEvidence(2, 1), claim.MissingEvidence(10, 0.5));
        }
    }

    private static LabelClaim[] Claims(Func<int, long> with, long all)
    {
        var design = new LabelClaimDesign(2, 20, 0.3);
        return
        [
            new(LabelClaim.AnyLabel, (1, 0), (all, 0), design, 0.05),
            new(0, (1, 0), (with(0), all - with(0)), design, 0.05),
            new(1, (0, 1), (with(1), all - with(1)), design, 0.05),
            new(2, (53, 1000), (with(2), all - with(2)), design, 0.05) { Target = 1500 },
            new(0, (1, 0), (with(0), all - with(0)), design, 0.05, ofRight: true),
            new(1, (500, 1000), (with(1), all - with(1)), design, 0.05, ofRight: true) { Target = 4000 },
        ];
    }
}
