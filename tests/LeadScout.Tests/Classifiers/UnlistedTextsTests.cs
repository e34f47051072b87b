using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Tests.Budgets;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Classifiers;

/// <summary>Of many unlisted texts at once is said, bit by bit, what is said of each alone, however many there are and on whatever cores.</summary>
public sealed class UnlistedTextsTests
{
    private const int Listed = 250;
    private const int Dimensions = 32;
    private const int AtOnce = 2_048; // more than that are taken in several goes
    private static readonly ImmutableArray<ImmutableArray<int>> Hints = [[-1, 0, 1, 2, 3], [-1, -1, 2]];

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(false, true, 3)]
    [InlineData(true, false, 3)]
    [InlineData(true, true, 1)]
    [InlineData(true, true, 3)]
    public void What_is_said_of_many_is_what_is_said_of_each(bool vectors, bool hints, int cores)
    {
        var (alone, together) = (Taught(vectors, hints, 1), Taught(vectors, hints, cores));
        foreach (var count in (int[])[0, 1, 127, 129, AtOnce, AtOnce + 1])
        {
            var one = Enumerable.Range(0, count).Select(Text).Select(text => alone.Predict(text.Normalised, text.Vector.Span, text.Hints)).ToArray();
            Assert.Equal(one, together.PredictUnlisted(count, Text));
        }

        UnlistedText Text(int number) => Unlisted(number, vectors, hints);
    }

    [Fact]
    public void They_leave_no_trace()
    {
        var (touched, untouched) = (Taught(true, true, 2), Taught(true, true, 2));
        touched.PredictUnlisted(700, number => Unlisted(number, true, true));
        touched.Learn(200, 1);
        untouched.Learn(200, 1);
        Assert.Equal(
            Enumerable.Range(0, Listed + 3).Select(untouched.Predict),
            Enumerable.Range(0, Listed + 3).Select(touched.Predict));
    }

    [Fact]
    public void Nothing_is_left_of_those_before_one_that_cannot_be_read()
    {
        var (touched, untouched) = (Taught(true, false, 1), Taught(true, false, 1));
        Assert.Throws<InvalidOperationException>(() => touched.PredictUnlisted(
            9, number => number < 5 ? Unlisted(number, true, false) : throw new InvalidOperationException()));
        Assert.Equal(
            untouched.PredictUnlisted(3, number => Unlisted(number, true, false)),
            touched.PredictUnlisted(3, number => Unlisted(number, true, false)));
        Assert.Equal(Listed + 3, touched.Add("one more", VectorOf(1).Span));
    }

    /// <summary>A list of which every third text is answered, one of them anew, and three answered texts beside it.</summary>
    private static Student Taught(bool vectors, bool hints, int cores)
    {
        var table = FeatureTable.Build([.. Enumerable.Range(0, Listed).Select(TextOf)]);
        var student = new Student(
            table, new Neighbours(table), Titles.Question.Labels.Length, cores,
            vectors ? TextVectors.Of(Dimensions, [.. Enumerable.Range(0, Listed).Select(VectorOf)]) : null, hints ? HintsOfList() : null);
        for (var text = 0; text < Listed; text += 3)
        {
            student.Learn(text, LabelOf(text));
        }

        student.Learn(30, (LabelOf(30) + 1) % Titles.Question.Labels.Length);
        for (var number = 0; number < 3; number++)
        {
            var (text, vector, values) = Unlisted(number, vectors, hints);
            student.Learn(student.Add(text, vector.Span, values), number);
        }

        return student;
    }

    private static TextHints HintsOfList()
    {
        var hints = new TextHints(Hints);
        for (var text = 0; text < Listed; text++)
        {
            hints.Add(ValuesOf(text));
        }

        return hints;
    }

    private static UnlistedText Unlisted(int number, bool vectors, bool hints)
    {
        var text = Listed + number;
        return new UnlistedText(TextOf(text), vectors ? VectorOf(text) : default, hints ? ValuesOf(text) : null);
    }

    /// <summary>A title; every fourth has a word that no other text has.</summary>
    private static string TextOf(int text) => Titles.All[text % Titles.All.Length] + (text % 4 == 1 ? $" w{text}q" : "");

    private static int LabelOf(int text) => Titles.Question.IndexOf(Titles.LabelOf(Titles.All[text % Titles.All.Length]));

    /// <summary>Says something of the label; every seventh text has none.</summary>
    private static ReadOnlyMemory<Half> VectorOf(int text)
    {
        var vector = Vector.Random(Dimensions, (ulong)text);
        vector[LabelOf(text)] += 0.7f;
        return text % 7 == 0 ? default : Vector.Of(vector);
    }

    private static int[] ValuesOf(int text) => [text % 5 == 0 ? 0 : LabelOf(text) + 1, text % 3];
}
