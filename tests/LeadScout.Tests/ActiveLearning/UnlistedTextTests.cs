using LeadScout.Classifiers;
using LeadScout.Tests.Budgets;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>
/// A text that leaves no trace is judged as one that is added to stay: the quick way and the slow way give the same bits.
/// </summary>
public sealed class UnlistedTextTests
{
    private const int Listed = 500;

    [Fact]
    public void It_is_predicted_and_explained_like_one_that_stays()
    {
        var (quick, slow) = (Taught(), Taught());
        foreach (var title in Titles.All[Listed..])
        {
            var text = slow.Add(title);
            var prediction = slow.Predict(text);
            Assert.Equal(prediction, quick.Predict(title.AsSpan()));
            Assert.Equal(slow.Explain(text, prediction), quick.ExplainUnlisted(title, prediction));
        }
    }

    private static Student Taught()
    {
        var table = FeatureTable.Build(Titles.All[..Listed]);
        var student = new Student(table, new Neighbours(table), Titles.Question.Labels.Length);
        for (var text = 0; text < Listed; text += 3)
        {
            student.Learn(text, Titles.Question.IndexOf(Titles.LabelOf(Titles.All[text])));
        }

        return student;
    }
}
