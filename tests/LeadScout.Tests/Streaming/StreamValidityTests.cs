using LeadScout.Classifiers;
using LeadScout.Statistics;
using LeadScout.Streaming;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Streaming;

/// <summary>Simulated streams: how often is the share of wrong rows ever above the bound that is reported at that moment?</summary>
public sealed class StreamValidityTests
{
    /// <summary>
    /// Slack: 100 streams of which each breaks its bound with 10 % break at most 21 with a probability above 0.999 (binomial).
    /// </summary>
    [Theory]
    [InlineData("spiteful")]
    [InlineData("drifting")]
    [InlineData("repeating")]
    [InlineData("overconfident")]
    public void The_bound_is_true_at_every_moment_whatever_the_student_does(string stream)
    {
        var broken = Enumerable.Range(0, 100).Count(seed => Breaks(stream, seed));
        Assert.InRange(broken, 0, 21);
    }

    /// <summary>
    /// Answers come home late and in any order, in batches of which some never come; meanwhile the student is told of none of them.
    /// </summary>
    [Theory]
    [InlineData("spiteful")]
    [InlineData("drifting")]
    [InlineData("repeating")]
    [InlineData("overconfident")]
    public void The_bound_is_true_at_every_moment_with_texts_in_flight(string stream)
    {
        var broken = Enumerable.Range(0, 100).Count(seed => Breaks(stream, seed, mostInFlight: 160));
        Assert.InRange(broken, 0, 21);
    }

    /// <summary>However long a stream of the same texts goes on, audits become rarer with its length, and end at no fixed share of it.</summary>
    [Fact]
    public void Audits_of_repeated_texts_become_rarer_without_end()
    {
        var rung = new StudentRung((_, _) => new Prediction(0, 1, 0.0001), ErrorBudget.Default, 1);
        var random = new Random(1);
        var rates = new List<double>();
        for (var power = 0; power < 3; power++)
        {
            double sum = 0;
            var rows = 20_000 * (int)Math.Pow(8, power);
            for (var row = 0; row < rows; row++)
            {
                // Some 60,000 texts, so that not all of them are known soon.
                var text = $"text {random.Next(60_000)}";
                if (rung.Decide(TextKey.OfNormalised(text), text) is not { } decision)
                {
                    rung.ObserveAsked(1);
                    continue;
                }

                sum += decision.Rate;
                if (decision.Audited)
                {
                    rung.EndAudit(TextKey.OfNormalised(text), 0);
                }
            }

            rates.Add(sum / rows);
        }

        Assert.True(rates[1] < rates[0] / 2, $"{rates[0]:0.00000} {rates[1]:0.00000}");
        Assert.True(rates[2] < rates[1] / 2, $"{rates[1]:0.00000} {rates[2]:0.00000}");
        Assert.True(rung.Certificate.Holds);
    }

    private static bool Breaks(string stream, int seed, int mostInFlight = 0)
    {
        const int Rows = 3000;
        var budget = new ErrorBudget(0.05, 0.9);
        var random = new Random(seed);
        var (row, wrong) = (0, 0);
        var rung = new StudentRung((text, _) => new Prediction(IsWrong(text) ? 1 : 0, 2, 0.001), budget, (ulong)seed);
        var exact = new HashSet<string>();
        var inFlight = new List<string>();
        for (; row < Rows; row++)
        {
            while (inFlight.Count > random.Next(mostInFlight + 1))
            {
                Land(random.Next(inFlight.Count));
            }

            var text = stream == "repeating" ? $"text {random.Next(1 + (row / 10))}" : $"text {row}";
            if (exact.Contains(text) || inFlight.Contains(text) || rung.Decide(TextKey.OfNormalised(text), text) is not { } decision)
            {
                rung.ObserveAsked(1);
                exact.Add(text);
            }
            else if (decision.Audited)
            {
                inFlight.Add(text);
                if (mostInFlight == 0)
                {
                    Land(0);
                }
            }
            else
            {
                wrong += decision.Prediction.Label == 0 ? 0 : 1;
            }

            Assert.True(rung.Certificate.Holds);
            if (wrong > (rung.Certificate.UpperBound * (row + 1)) + 1e-6)
            {
                return true;
            }
        }

        return false;

        void Land(int place)
        {
            var text = inFlight[place];
            inFlight.RemoveAt(place);
            if (mostInFlight == 0 || random.Next(20) > 0)
            {
                rung.EndAudit(TextKey.OfNormalised(text), 0);
                exact.Add(text);
            }
        }

        bool IsWrong(string text) => stream switch
        {
            "spiteful" => wrong <= budget.MaxError * row, // always, until it is over the budget
            "drifting" => random.NextDouble() < (row < Rows / 2 ? 0.01 : 0.3),
            "overconfident" => random.NextDouble() < 0.1,
            _ => TextKey.OfNormalised(text).Hash.Lower % 10 == 0,
        };
    }
}
