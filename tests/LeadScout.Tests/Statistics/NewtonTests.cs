using CsCheck;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class NewtonTests
{
    [Fact]
    public void The_top_of_a_parabola_is_found() => Gen.Select(Gen.Double[-3, 3].Array[3], Gen.Double[0.1, 5].Array[3], Gen.Double[-1, 1]).Sample((top, bends, tilt) =>
    {
        double[] at = [0, 0, 0];
        Newton.Maximise(at, (x, gradient, curvature) =>
        {
            // -(x - top)' A (x - top) / 2, with A the bends on the diagonal plus tilt tilt'.
            double value = 0, along = 0;
            for (var j = 0; j < 3; j++)
            {
                along += tilt * (x[j] - top[j]);
            }

            for (var j = 0; j < 3; j++)
            {
                var away = x[j] - top[j];
                value -= bends[j] * away * away / 2;
                gradient[j] = -(bends[j] * away) - (tilt * along);
                for (var k = 0; k <= j; k++)
                {
                    curvature[j, k] = (tilt * tilt) + (j == k ? bends[j] : 0);
                }
            }

            return value - (along * along / 2);
        });
        Assert.All(at.Zip(top), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    });

    [Fact]
    public void A_step_too_far_is_halved_until_it_improves()
    {
        double[] at = [4];
        Newton.Maximise(at, (x, gradient, curvature) =>
        {
            gradient[0] = -Math.Tanh(x[0]);
            curvature[0, 0] = 1 - (Math.Tanh(x[0]) * Math.Tanh(x[0]));
            return -Math.Log(Math.Cosh(x[0]));
        });
        Assert.Equal(0, at[0], 1e-3);
    }

    [Fact]
    public void Where_nothing_improves_nothing_moves()
    {
        double[] at = [2];
        Newton.Maximise(at, (x, gradient, curvature) =>
        {
            (gradient[0], curvature[0, 0]) = (1, 1);
            return x[0] == 2 ? 0 : -1;
        });
        Assert.Equal([2.0], at);
    }
}
