using CsCheck;
using LeadScout.ActiveLearning;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>What a student foresees jumps from refit to refit; what the plan reckons with does not.</summary>
public sealed class ForeseenErrorsTests
{
    [Fact]
    public void The_first_look_is_taken_as_it_is()
    {
        var foreseen = new ForeseenErrors();

        foreseen.Observe(20, 300);

        Assert.Equal(1, foreseen.Factor, 12);
        Assert.Equal(0.25, foreseen.Of(0.25), 12);
    }

    [Fact]
    public void What_does_not_change_stays_as_it_is()
    {
        var foreseen = new ForeseenErrors();
        for (var answers = 20; answers < 2_000; answers += 20)
        {
            foreseen.Observe(answers, 77);
        }

        Assert.Equal(1, foreseen.Factor, 12);
    }

    [Theory]
    [InlineData(40, 60)] // few answers: the share of the new is held at a half
    [InlineData(1_000, 1_020)] // many: 2 % more answers say little new
    public void A_drop_from_one_look_to_the_next_is_believed_at_most_by_half(int before, int now)
    {
        var foreseen = new ForeseenErrors();
        foreseen.Observe(before, 900);

        foreseen.Observe(now, 15);

        Assert.InRange((1 + 15) * foreseen.Factor, Math.Sqrt((1 + 900) * (1 + 15)) - 1e-6, 1 + 900);
    }

    [Fact]
    public void A_level_that_lasts_is_believed()
    {
        var foreseen = new ForeseenErrors();
        foreseen.Observe(500, 900);
        for (var answers = 510; answers < 1_000; answers += 10)
        {
            foreseen.Observe(answers, 15);
        }

        Assert.InRange(foreseen.Factor, 1, 1.1);
    }

    [Fact]
    public void Jumps_by_any_factor_come_out_smaller() => Gen.Double[0, 5_000].Array[2, 40].Sample(levels =>
    {
        var (foreseen, answers) = (new ForeseenErrors(), 20);
        foreach (var level in levels)
        {
            foreseen.Observe(answers, level);
            answers += Math.Max(20, answers / 50);
        }

        var steadied = (1 + levels[^1]) * foreseen.Factor;
        return steadied >= 1 + levels.Min() - 1e-6 && steadied <= (1 + levels.Max()) * (1 + 1e-9) && foreseen.Of(1) <= 1;
    });

    [Fact]
    public void Answers_do_not_become_fewer()
    {
        var foreseen = new ForeseenErrors();
        foreseen.Observe(40, 10);

        Assert.Throws<ArgumentOutOfRangeException>(() => foreseen.Observe(39, 10));
    }
}
