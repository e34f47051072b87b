using LeadScout.Classifiers;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Learning;

public sealed class PanelTests
{
    private const int Labels = 3;
    private readonly FeatureTable _table = FeatureTable.Build(["head of sales", "sales clerk", "head of law", "law clerk", "head of sales"]);
    private readonly AnsweredLabels _answers = new();
    private readonly EvidenceMember _evidence;
    private readonly Panel _panel;

    public PanelTests()
    {
        var topics = new Topics(_table);
        _evidence = new EvidenceMember(_table, Labels);
        _panel = new Panel(
            _table, new Neighbours(_table), new LinearMember(_table.Rows, _table.FeatureCount, Labels, 1), new LinearMember(topics.Rows, Topics.Count, Labels, 3),
            _evidence, _answers, Labels, new ParallelOptions { MaxDegreeOfParallelism = 1 });
    }

    [Fact]
    public void Without_answers_the_first_labels_are_named_and_doubted()
    {
        var prediction = _panel.Predict(0);
        Assert.Equal((0, 1), (prediction.Label, prediction.RunnerUp));
        Assert.InRange(prediction.ErrorProbability, 0.4, 1);
    }

    [Fact]
    public void The_frequency_of_labels_speaks_where_nothing_else_does()
    {
        _panel.Count(2);
        _panel.Count(2);
        _panel.Count(1);
        Assert.Equal((2, 1), (_panel.Predict(0).Label, _panel.Predict(0).RunnerUp));
        _panel.Uncount(2);
        _panel.Uncount(2);
        Assert.Equal(1, _panel.Predict(0).Label);
    }

    [Fact]
    public void An_answered_neighbour_is_heard()
    {
        _answers.Set(4, 2);
        Assert.Equal(2, _panel.Predict(0).Label);
    }

    [Fact]
    public void Evidence_is_heard_and_lowers_the_doubt()
    {
        var before = _panel.Predict(0).ErrorProbability;
        _evidence.Count(4, 1, 1);
        Assert.Equal(1, _panel.Predict(0).Label);
        Assert.True(_panel.Predict(0).ErrorProbability < before);
    }

    [Fact]
    public void Keeping_a_record_changes_no_prediction_before_a_refit()
    {
        var before = _panel.Predict(0);
        _panel.Record(0, 1);
        Assert.Equal(before, _panel.Predict(0));
    }
}
