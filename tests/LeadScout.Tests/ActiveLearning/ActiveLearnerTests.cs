using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Tests.Budgets;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

public sealed class ActiveLearnerTests
{
    private const int Studied = 200;
    private const int Text = 3; // of those not studied, by their order
    private readonly int[] _rows = [.. Enumerable.Repeat(1, Titles.All.Length)];
    private readonly TrainingPool _studied;
    private readonly ActiveLearner _learner;

    public ActiveLearnerTests()
    {
        _studied = TrainingPool.Of(_rows, 1, 300, Studied);
        _learner = new ActiveLearner(new LearningTask
        {
            Rows = _rows,
            Normalised = text => Titles.All[text],
            Labels = Titles.Question.Labels.Length,
            Studied = _studied,
            Seed = 1,
        });
    }

    private int[] Others => [.. Enumerable.Range(0, _rows.Length).Where(text => _studied.Place(text) < 0)];

    [Fact]
    public void What_is_asked_to_learn_from_is_studied_and_comes_once()
    {
        var asked = new HashSet<int>();
        while (_learner.NextBatch(20).ToArray() is { Length: > 0 } batch)
        {
            Assert.All(batch, text => Assert.True(asked.Add(text) && _studied.Place(text) >= 0 && !_learner.IsOpen(text)));
        }

        Assert.Equal(Studied, asked.Count);
    }

    [Fact]
    public void Texts_that_are_not_studied_are_judged_by_their_features()
    {
        Teach(Enumerable.Range(0, Studied).Select(_studied.Text));
        _learner.Rescore();
        _learner.JudgeAll();
        Assert.All(Others, text => Assert.Equal(_learner.Predict(text), _learner.Predictions[text]));
        Assert.True(Others.Count(text => _learner.Predictions[text].Label == LabelOf(text)) > 0.95 * Others.Length);
    }

    [Fact]
    public void Until_all_are_judged_a_scout_stands_for_a_text()
    {
        Teach(Enumerable.Range(0, 50).Select(_studied.Text));
        _learner.Rescore();
        var scouted = Others.Select(text => _learner.Predictions[text]).ToArray();
        Assert.Subset(Others.Select(_learner.Predict).ToHashSet(), scouted.ToHashSet());
    }

    [Fact]
    public void An_audited_text_that_is_not_studied_is_learnt_like_any_other()
    {
        var text = Others[Text];
        Assert.True(_learner.IsOpen(text));
        _learner.Ask(text);
        Assert.False(_learner.IsOpen(text));
        Teach([text]);
        Assert.Equal(1, _learner.AnswerCount);
        Assert.Equal(LabelOf(text), _learner.Predict(text).Label);
    }

    [Fact]
    public void An_answer_from_elsewhere_teaches_about_what_it_shares_with_a_single_text()
    {
        string[] list = ["quartz", "granite", "marble"];
        var learner = new ActiveLearner(new LearningTask
        {
            Rows = [1, 1, 1],
            Normalised = text => list[text],
            Labels = 2,
            Known = [(-1, "quartz polisher", 1), (-1, "baker", 0)],
            Studied = TrainingPool.Of([1, 1, 1], 1),
            Seed = 1,
        });
        Assert.Equal(1, learner.Predict(0).Label);
        Assert.NotNull(learner.Nearness(0));
        Assert.True(learner.Nearness(0) > 0, "The answered text is a neighbour.");
        Assert.All(learner.NextBatch(20), text => Assert.InRange(text, 0, list.Length - 1));
    }

    [Fact]
    public void Texts_that_were_audited_are_judged_in_their_places_among_the_others()
    {
        Teach(Enumerable.Range(0, 100).Select(_studied.Text));
        Teach([Others[Text], Others[0], Others[^1]]);
        Assert.Equal(Others.Select(_learner.Predict), _learner.Judge(0, Others.Length));
        Assert.Equal(Others.Skip(Text).Take(5).Select(_learner.Predict), _learner.Judge(Text, 5));
    }

    [Fact]
    public void Explaining_leaves_no_trace()
    {
        Teach(Enumerable.Range(0, 100).Select(_studied.Text));
        var prediction = _learner.Predict(Others[Text]);
        Assert.NotEmpty(_learner.Explain(Others[Text], prediction));
        Assert.Equal(prediction, _learner.Predict(Others[Text]));
    }

    private static int LabelOf(int text) => Titles.Question.IndexOf(Titles.LabelOf(Titles.All[text]));

    private void Teach(IEnumerable<int> texts)
    {
        foreach (var text in texts)
        {
            _learner.Learn(new(text), new(LabelOf(text)));
        }
    }
}
