using LeadScout.Classifiers;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class EnsembleTests
{
    private const int Labels = 3;
    private readonly FeatureTable _table = FeatureTable.Build(
        ["head of sales", "sales clerk", "head of law", "law clerk", "head of sales"]);
    private readonly AnsweredLabels _answers = new();
    private readonly NaiveBayes _evidence;
    private readonly Ensemble _ensemble;

    public EnsembleTests()
    {
        var topics = new Topics(_table);
        _evidence = new NaiveBayes(_table, Labels);
        _ensemble = new Ensemble(
            _table,
            new Neighbours(_table),
            new EnsembleMembers(
                new LinearSvm(_table.Rows, _table.FeatureCount, Labels, 1), new LinearSvm(topics.Rows, Topics.Count, Labels, 3), _evidence),
            _answers,
            Labels,
            new ParallelOptions { MaxDegreeOfParallelism = 1 });
    }

    [Fact]
    public void Without_answers_the_first_labels_are_named_and_doubted()
    {
        var prediction = _ensemble.Predict(0);
        Assert.Equal((0, 1), (prediction.Label, prediction.RunnerUp));
        Assert.InRange(prediction.ErrorProbability, 0.4, 1);
    }

    [Fact]
    public void The_frequency_of_labels_speaks_where_nothing_else_does()
    {
        _ensemble.Count(2);
        _ensemble.Count(2);
        _ensemble.Count(1);
        Assert.Equal((2, 1), (_ensemble.Predict(0).Label, _ensemble.Predict(0).RunnerUp));
        _ensemble.Uncount(2);
        _ensemble.Uncount(2);
        Assert.Equal(1, _ensemble.Predict(0).Label);
    }

    [Fact]
    public void An_answered_neighbour_is_heard()
    {
        _answers.Set(4, 2);
        Assert.Equal(2, _ensemble.Predict(0).Label);
    }

    [Fact]
    public void Evidence_is_heard_and_lowers_the_doubt()
    {
        var before = _ensemble.Predict(0).ErrorProbability;
        _evidence.Count(4, 1, 1);
        Assert.Equal(1, _ensemble.Predict(0).Label);
        Assert.True(_ensemble.Predict(0).ErrorProbability < before);
    }

    [Fact]
    public void Keeping_a_record_changes_no_prediction_before_a_refit()
    {
        var before = _ensemble.Predict(0);
        _ensemble.Record(0, 1);
        Assert.Equal(before, _ensemble.Predict(0));
    }
}
