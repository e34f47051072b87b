using CsCheck;
using LeadScout.ActiveLearning;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

public sealed class QueryStrategyTests
{
    [Fact]
    public void Every_text_is_asked_once() => Gen.Int[1, 40].Sample(most =>
    {
        var pupil = Pupil.OfTitles();
        var strategy = Strategy(pupil);
        var asked = new List<int>();
        while (strategy.NextBatch(most) is { Count: > 0 } batch)
        {
            Assert.InRange(batch.Count, 1, most);
            asked.AddRange(batch);
            Assert.All(batch, text => Assert.False(strategy.IsOpen(text)));
        }

        Assert.Equal(Enumerable.Range(0, pupil.Texts.Length), asked.Order());
    }, iter: 3);

    [Fact]
    public void What_need_not_be_decided_is_not_asked()
    {
        var pupil = Pupil.OfTitles();
        var strategy = new QueryStrategy(
            pupil.Student, pupil.Neighbours, [.. Enumerable.Range(0, pupil.Texts.Length).Select(text => text % 2)]);
        Assert.All(strategy.NextBatch(100), text => Assert.Equal(1, text % 2));
    }

    [Fact]
    public void What_is_answered_or_in_flight_is_not_asked()
    {
        var pupil = Pupil.OfTitles();
        var strategy = Strategy(pupil);
        strategy.Ask(5);
        pupil.Student.Learn(6, 0);
        var asked = Enumerable.Range(0, 30).SelectMany(_ => strategy.NextBatch(20)).ToArray();
        Assert.DoesNotContain(5, asked);
        Assert.DoesNotContain(6, asked);
        Assert.Equal(pupil.Texts.Length - 2, asked.Length);
    }

    [Fact]
    public void What_was_dropped_may_be_asked_again()
    {
        var strategy = Strategy(Pupil.OfTitles());
        var dropped = strategy.NextBatch(1)[0];
        strategy.Reopen(dropped);
        Assert.True(strategy.IsOpen(dropped));
        Assert.Equal([dropped], strategy.NextBatch(1));
    }

    [Fact]
    public void Many_rows_come_first()
    {
        var pupil = Pupil.OfTitles();
        var rows = Enumerable.Repeat(1, pupil.Texts.Length).ToArray();
        rows[200] = 50;
        Assert.Equal(200, new QueryStrategy(pupil.Student, pupil.Neighbours, rows).NextBatch(3)[0]);
    }

    [Fact]
    public void A_batch_is_made_of_texts_unlike_each_other()
    {
        string[] texts =
            [.. Enumerable.Repeat("head of sales emea", 30)
                .Select((t, i) => $"{t} {i % 3}"), .. Enumerable.Repeat("jurist", 2), .. Enumerable.Repeat("welder", 2)];
        var pupil = new Pupil(2, texts);
        var first = Strategy(pupil).NextBatch(3).Select(text => texts[text].Split(' ')[0]);
        Assert.Equal(["head", "jurist", "welder"], first.Order());
    }

    [Fact]
    public void The_doubtful_are_asked_before_the_certain()
    {
        var pupil = Pupil.OfTitles().Taught(96);
        var strategy = Strategy(pupil);
        var asked = strategy.NextBatch(30).Average(text => strategy.Predictions[text].ErrorProbability);
        var left = Enumerable.Range(0, pupil.Texts.Length)
            .Where(strategy.IsOpen)
            .Average(text => strategy.Predictions[text].ErrorProbability);
        Assert.True(asked > left);
    }

    [Fact]
    public void The_same_answers_lead_to_the_same_asks()
    {
        Assert.Equal(Asks(), Asks());

        static int[] Asks()
        {
            var pupil = Pupil.OfTitles();
            var strategy = Strategy(pupil);
            var asks = new List<int>();
            for (var call = 0; call < 12; call++)
            {
                foreach (var text in strategy.NextBatch(9))
                {
                    asks.Add(text);
                    pupil.Student.Learn(text, Pupil.Truth(text));
                }
            }

            return [.. asks];
        }
    }

    [Fact]
    public void A_rescore_brings_all_predictions_up_to_date()
    {
        var pupil = Pupil.OfTitles();
        var strategy = Strategy(pupil);
        pupil.Taught(40);
        strategy.Rescore();
        var open = Enumerable.Range(0, pupil.Texts.Length).Where(strategy.IsOpen).ToArray();
        Assert.Equal(open.Select(pupil.Student.Predict), open.Select(text => strategy.Predictions[text]));
    }

    private static QueryStrategy Strategy(Pupil pupil) => new(pupil.Student, pupil.Neighbours, [.. pupil.Texts.Select(_ => 1)]);
}
