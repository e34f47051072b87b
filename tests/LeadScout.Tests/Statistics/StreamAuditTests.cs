using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>What the certificate of a stream says about audits that are not answered yet, and about rates that change.</summary>
public sealed class StreamAuditTests
{
    private static readonly ErrorBudget TwoPercent = new(0.02, 0.95);

    [Fact]
    public void An_open_audit_counts_as_an_error_until_it_is_found_right()
    {
        var certificate = new StreamCertificate(TwoPercent);
        certificate.ObserveDecided(0.2, audited: false, wrong: false);
        var before = certificate.WrongRowsBound;

        certificate.BeginDecided(0.2, audited: true);
        Assert.True(certificate.WrongRowsBound > before);
        Assert.Equal(0, certificate.Audits);

        certificate.EndAudit(0.2, wrong: false);
        Assert.Equal(before, certificate.WrongRowsBound, 1e-4);
        Assert.Equal((1, 0), (certificate.Audits, certificate.AuditErrors));
    }

    [Fact]
    public void An_audit_that_ends_after_the_rate_fell_gives_back_no_more_than_it_took()
    {
        var (late, early) = (new StreamCertificate(TwoPercent), new StreamCertificate(TwoPercent));
        early.ObserveDecided(0.5, audited: true, wrong: false);
        early.ObserveDecided(0.05, audited: false, wrong: false);
        late.BeginDecided(0.5, audited: true);
        late.BeginDecided(0.05, audited: false);
        late.EndAudit(0.5, wrong: false);

        Assert.True(late.WrongRowsBound >= early.WrongRowsBound - 1e-3);
    }

    [Fact]
    public void Nothing_decided_is_nothing_wrong()
    {
        var certificate = new StreamCertificate(TwoPercent);
        certificate.ObserveAsked(10);
        Assert.Equal(0, certificate.UpperBound);
        certificate.ObserveDecided(0.5, audited: false, wrong: false);
        Assert.Equal(1.0 / 11, certificate.UpperBound, 1e-9);
    }

    [Fact]
    public void A_smaller_share_of_the_budget_is_harder_to_keep()
    {
        var certificate = new StreamCertificate(TwoPercent);
        certificate.ObserveAsked(600);
        Assert.True(certificate.CanTrust(0.8));
        Assert.False(certificate.CanTrust(0.8, share: 0.1));
    }
}
