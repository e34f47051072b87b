using LeadScout.Classifiers;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class StudentWithVectorsTests
{
    private const int Dimensions = 16;

    [Fact]
    public void It_knows_what_words_do_not_say()
    {
        // Words that occur once each: features say nothing, vectors all.
        var student = Taught(Meaning, 90);
        var wrong = Enumerable.Range(90, 210).Count(text => student.Predict(text).Label != text % 3);
        Assert.InRange(wrong, 0, 10);
        Assert.InRange(Enumerable.Range(90, 210).Sum(text => student.Predict(text).ErrorProbability), 0, 40);
    }

    [Fact]
    public void Vectors_that_say_nothing_are_soon_ignored()
    {
        var pupil = Pupil.OfTitles();
        int[] order = [.. pupil.Order(1)];
        var random = new Student(
            pupil.Table, pupil.Neighbours, 3, 1, TextVectors.Of(Dimensions, Vector.RandomRows(pupil.Texts.Length, Dimensions, 1)));
        foreach (var text in order.Take(130))
        {
            random.Learn(text, Pupil.Truth(text));
        }

        var without = Pupil.OfTitles().Taught(130).Student;
        Assert.InRange(
            order.Skip(130).Count(text => random.Predict(text).Label != Pupil.Truth(text)),
            0,
            order.Skip(130).Count(text => without.Predict(text).Label != Pupil.Truth(text)) + 3);
    }

    [Fact]
    public void The_same_answers_give_the_same_student_on_however_many_cores()
    {
        Assert.Equal(State(Taught(Meaning, 130)), State(Taught(Meaning, 130, cores: 4)));

        static string State(Student student) => string.Join('\n', Enumerable.Range(0, 300).Select(text => student.Predict(text)));
    }

    [Fact]
    public void A_text_that_is_not_in_the_list_is_predicted_by_its_vector_and_leaves_no_trace()
    {
        var student = Taught(Meaning, 130);
        var before = student.Predict(200);
        Assert.Equal(1, student.Predict("never seen", Meaning(301).Span).Label);
        Assert.Equal(2, student.Predict("never seen", Meaning(302).Span).Label);
        Assert.Equal(before, student.Predict(200));
    }

    [Fact]
    public void A_changed_answer_replaces_the_earlier_one()
    {
        var student = Taught(Meaning, 60);
        student.Learn(3, 1);
        student.Learn(3, 0);
        Assert.Equal(0, student.Predict(63).Label);
    }

    [Fact]
    public void There_must_be_one_vector_a_text()
    {
        var table = FeatureTable.Build(["a", "b"]);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Student(table, new Neighbours(table), 2, 1, TextVectors.Of(1, [Vector.Of(1)])));
    }

    private static Student Taught(Func<int, ReadOnlyMemory<Half>> meaning, int answers, int cores = 1)
    {
        var table = FeatureTable.Build([.. Enumerable.Range(0, 300).Select(text => $"w{text}q")]);
        var student = new Student(
            table, new Neighbours(table), 3, cores, TextVectors.Of(Dimensions, [.. Enumerable.Range(0, 300).Select(meaning)]));
        for (var text = 0; text < answers; text++)
        {
            student.Learn(text, text % 3);
        }

        return student;
    }

    /// <summary>Three clusters with noise.</summary>
    private static ReadOnlyMemory<Half> Meaning(int text)
    {
        var vector = Vector.Random(Dimensions, (ulong)text);
        vector[text % 3] += 1;
        return Vector.Of(vector);
    }
}
