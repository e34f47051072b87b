using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class StudentTests
{
    [Fact]
    public void The_same_answers_in_the_same_order_give_the_same_student_to_the_last_bit() =>
        Assert.Equal(Pupil.OfTitles().Taught(130).State(), Pupil.OfTitles().Taught(130).State());

    [Fact]
    public void An_answer_changes_the_next_prediction_of_a_near_text()
    {
        var pupil = Pupil.OfTitles();
        var before = pupil.Student.Predict(9);
        pupil.Student.Learn(2, 2);
        Assert.NotEqual(before, pupil.Student.Predict(5));
        Assert.Equal(2, pupil.Student.Predict(5).Label);
        Assert.Equal(2, pupil.Student.Answer(2));
        Assert.Null(pupil.Student.Answer(5));
    }

    [Fact]
    public void From_a_quarter_of_the_titles_it_knows_the_rest_and_knows_that_it_does()
    {
        var pupil = Pupil.OfTitles().Taught(96);
        var rest = pupil.Order(1).Skip(96).Select(text => (Truth: Pupil.Truth(text), Said: pupil.Student.Predict(text))).ToArray();
        var wrong = rest.Count(text => text.Said.Label != text.Truth);
        Assert.InRange(wrong, 0, rest.Length / 25);
        Assert.InRange(rest.Sum(text => text.Said.ErrorProbability), 0, rest.Length / 5.0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Many_texts_at_once_are_predicted_as_one_by_one_on_however_many_cores(int cores)
    {
        var pupil = Pupil.OfTitles().Taught(96);
        var student = new Student(pupil.Table, pupil.Neighbours, 3, cores);
        foreach (var text in pupil.Order(1).Take(96))
        {
            student.Learn(text, Pupil.Truth(text));
        }

        var predictions = new Prediction[pupil.Texts.Length];
        int[] texts = [.. pupil.Order(1).Skip(96)];
        student.PredictAll(texts, predictions);
        Assert.All(texts, text => Assert.Equal(pupil.Student.Predict(text), predictions[text]));
        Assert.All(pupil.Order(1).Take(96), text => Assert.Equal(default, predictions[text]));
    }

    [Fact]
    public void Where_labels_are_chance_it_does_not_claim_to_know()
    {
        var pupil = Pupil.OfTitles();
        var random = new SeededRandom(5);
        foreach (var text in pupil.Order(1).Take(150))
        {
            pupil.Student.Learn(text, (int)random.NextBelow(3));
        }

        Assert.InRange(pupil.Order(1).Skip(150).Average(text => pupil.Student.Predict(text).ErrorProbability), 0.5, 0.85);
    }

    [Fact]
    public void A_later_answer_replaces_the_earlier_one()
    {
        var pupil = new Pupil(2, "head of sales", "sales clerk", "head of law", "law clerk");
        var (changed, straight) = (pupil.Student, new Pupil(2, pupil.Texts).Student);
        changed.Learn(0, 0);
        changed.Learn(0, 1);
        straight.Learn(0, 1);
        Assert.Equal(1, changed.AnswerCount);
        Assert.Equal(1, changed.Answer(0));
        foreach (var text in Enumerable.Range(0, 4))
        {
            var (said, expected) = (changed.Predict(text), straight.Predict(text));
            Assert.Equal((expected.Label, expected.RunnerUp), (said.Label, said.RunnerUp));
            Assert.Equal(expected.ErrorProbability, said.ErrorProbability, 1e-5);
            Assert.All(
                straight.Explain(text, expected).OrderBy(c => c.Feature).Zip(changed.Explain(text, said).OrderBy(c => c.Feature)),
                pair => Assert.Equal((pair.First.Feature, Math.Round(pair.First.Weight, 4), pair.First.Answers, pair.First.Agreeing),
                    (pair.Second.Feature, Math.Round(pair.Second.Weight, 4), pair.Second.Answers, pair.Second.Agreeing)));
        }
    }

    [Fact]
    public void The_same_answer_again_changes_nothing()
    {
        var pupil = Pupil.OfTitles().Taught(60);
        var before = pupil.State();
        Assert.Equal(before, pupil.Taught(60).State());
    }

    [Fact]
    public void A_text_from_outside_the_list_is_decided_learnt_and_teaches()
    {
        var pupil = Pupil.OfTitles().Taught(96);
        var added = pupil.Student.Add("vice head of payroll");
        Assert.Equal(pupil.Texts.Length, added);
        Assert.Equal(2, pupil.Student.Predict(added).Label);
        var before = pupil.Student.AnswerCount;
        pupil.Student.Learn(added, 2);
        Assert.Equal((before + 1, 2), (pupil.Student.AnswerCount, pupil.Student.Answer(added)!.Value));
    }

    [Fact]
    public void A_text_that_was_only_looked_at_leaves_no_trace()
    {
        var pupil = Pupil.OfTitles().Taught(96);
        var before = pupil.State();
        var looked = pupil.Student.Add("vice head of payroll");
        pupil.Student.Predict(looked);
        pupil.Student.RemoveLast();
        Assert.Equal(before, pupil.State());
        Assert.Equal(looked, pupil.Student.Add("chief of talent"));
        pupil.Student.Learn(looked, 2);
        Assert.Throws<InvalidOperationException>(pupil.Student.RemoveLast);
    }

    [Theory]
    [InlineData("sales")]
    [InlineData("sales", "sales", "sales")]
    [InlineData("?", "!")]
    [InlineData("head of sales", "sales clerk", "head of law", "law clerk")]
    public void A_list_of_few_or_equal_texts_is_predicted_with_finite_numbers(params string[] texts)
    {
        var student = new Pupil(2, texts).Student;
        student.Learn(0, 1);
        var prediction = student.Predict(texts.Length - 1);
        Assert.Equal(1, prediction.Label);
        Assert.InRange(prediction.ErrorProbability, 0, 1);
        Assert.All(student.Explain(0, prediction), c => Assert.True(double.IsFinite(c.Weight)));
    }

    [Fact]
    public void A_text_without_a_known_feature_is_predicted_all_the_same()
    {
        var pupil = Pupil.OfTitles().Taught(96);
        var prediction = pupil.Student.Predict(pupil.Student.Add("§§§"));
        Assert.InRange(prediction.ErrorProbability, 0.05, 1);
        Assert.NotEqual(prediction.Label, prediction.RunnerUp);
    }

    [Fact]
    public void Weights_are_above_zero_where_a_feature_speaks_for_the_label_and_the_weightiest_come_first()
    {
        var pupil = Pupil.OfTitles().Taught(96);
        var text = Array.IndexOf(pupil.Texts, "head of vertrieb emea");
        var why = pupil.Student.Explain(text, pupil.Student.Predict(text));
        var vertrieb = why.Single(c => pupil.Table.Name(c.Feature) == "word:vertrieb");
        Assert.True(vertrieb.Weight > 0);
        Assert.Equal(vertrieb.Answers, vertrieb.Agreeing);
        Assert.Equal(why.Select(c => Math.Abs(c.Weight)).OrderDescending(), why.Select(c => Math.Abs(c.Weight)));
        var prediction = pupil.Student.Predict(text);
        var turned = pupil.Student.Explain(text, prediction with { Label = prediction.RunnerUp, RunnerUp = prediction.Label });
        Assert.Equal(-vertrieb.Weight, turned.Single(c => c.Feature == vertrieb.Feature).Weight, 1e-9);
    }

    [Fact]
    public void The_weights_add_up_to_what_the_patterns_said_and_all_parts_to_a_label_that_wins()
    {
        var pupil = Pupil.OfTitles().Taught(96);
        Assert.All(Enumerable.Range(0, pupil.Texts.Length), text =>
        {
            var prediction = pupil.Student.Predict(text);
            var odds = pupil.Student.Odds(text, prediction);
            Assert.Equal(pupil.Student.Explain(text, prediction).Sum(c => c.Weight), odds.Patterns, 1e-3);
            Assert.True(odds.Total >= -1e-6, $"{odds}");
        });
    }

    [Fact]
    public void An_unknown_label_is_refused()
    {
        var student = new Pupil(2, "a", "b").Student;
        Assert.Throws<ArgumentOutOfRangeException>(() => student.Learn(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => student.Learn(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pupil(1, "a"));
        Assert.Equal(0, student.AnswerCount);
    }
}
