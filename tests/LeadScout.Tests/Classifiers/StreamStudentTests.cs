using LeadScout.Classifiers;
using LeadScout.Patterns;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class StreamStudentTests
{
    [Fact]
    public void It_says_nothing_before_it_has_answers()
    {
        var student = new StreamStudent(2);
        Assert.Null(student.Predict("sales"));
        Assert.Empty(student.Explain("sales", new Prediction(0, 1, 0.5), 5).Patterns);
    }

    [Fact]
    public void It_is_a_fold_over_the_answers_however_often_it_was_asked_between_them()
    {
        var (asked, silent) = (new StreamStudent(2), new StreamStudent(2));
        for (var i = 0; i < 333; i++)
        {
            asked.Learn(TextAt(i), i % 2);
            silent.Learn(TextAt(i), i % 2);
            asked.Predict($"word{i % 7} sales");
        }

        Assert.All(
            Enumerable.Range(0, 50), i => Assert.Equal(asked.Predict($"head of {TextAt(i)}"), silent.Predict($"head of {TextAt(i)}")));
    }

    [Fact]
    public void Scoring_leaves_no_trace()
    {
        var student = Taught(200);
        var before = student.Predict("sales a1");
        for (var i = 0; i < 500; i++)
        {
            student.Predict($"unheard of {i}");
        }

        Assert.Equal(before, student.Predict("sales a1"));
        Assert.Equal(200, student.TextCount);
    }

    [Fact]
    public void An_answer_counts_at_once()
    {
        var student = Taught(200);
        var before = student.Predict("sales z9")!.Value;
        student.Learn("sales z9", 1);

        Assert.NotEqual(before, student.Predict("sales z9"));
    }

    [Fact]
    public void New_words_become_patterns_when_the_answers_have_grown()
    {
        var student = Taught(100);
        for (var i = 0; i < 40; i++)
        {
            student.Learn($"zookeeper {i}", 1);
        }

        var prediction = student.Predict("senior zookeeper")!.Value;
        Assert.Equal(1, prediction.Label);
        Assert.Contains(
            student.Explain("senior zookeeper", prediction, 50).Patterns, p => p is { Pattern: "word:zookeeper", Answers: > 20 });
    }

    private static StreamStudent Taught(int answers)
    {
        var student = new StreamStudent(2);
        for (var i = 0; i < answers; i++)
        {
            student.Learn(TextAt(i), i % 2);
        }

        return student;
    }

    private static string TextAt(int i) => $"{(i % 2 == 0 ? "sales" : "brand")} {(char)('a' + (i % 26))}{i}";
}
