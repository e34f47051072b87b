using LeadScout.Answers;
using LeadScout.Jobs;
using Xunit;

namespace LeadScout.Tests.Jobs;

/// <summary>Who was taken over writes nothing more.</summary>
public sealed class JobLeasesTests
{
    private static readonly JobId Job = new("0123456789ab");

    private readonly JobLeases _leases = new();

    [Fact]
    public void A_lease_is_one_runners_until_it_lets_go()
    {
        Assert.Equal(1, _leases.Take(Job));
        Assert.Equal(
            "Job 0123456789ab is at work in this process already. Wait until it ends, or stop it; nothing was asked.",
            Assert.Throws<JobHeldException>(() => _leases.Take(Job)).Message);
        _leases.End(Job, 0);
        Assert.Throws<JobHeldException>(() => _leases.Take(Job));
        _leases.End(Job, 1);
        Assert.Equal(2, _leases.Take(Job));
    }

    [Fact]
    public void Who_was_taken_over_is_refused_and_what_has_no_epoch_is_not()
    {
        _leases.Take(Job);
        _leases.Require(Job, 1);
        _leases.Abandon(Job);
        Assert.Equal(2, _leases.Take(Job));
        Assert.Throws<JobHeldException>(() => _leases.Require(Job, 1));
        _leases.Require(Job, 2);
        _leases.Require(Job, null);
    }

    [Fact]
    public void A_call_ends_under_the_epoch_that_began_it_and_once()
    {
        _leases.Take(Job);
        _leases.Begin(7, Job, 1);
        _leases.Begin(8, Job, 1);
        _leases.End(7);
        _leases.Abandon(Job);
        _leases.Take(Job);
        Assert.Throws<JobHeldException>(() => _leases.End(8));
        _leases.End(8);
        _leases.End(7);
    }
}
