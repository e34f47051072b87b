using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>What is learnt from one spelling or script of a word is known of the others.</summary>
public sealed class SharedEvidenceTests
{
    private static readonly string[] Names = ["Müller", "Mueller", "Muller", "Мюллер"];

    public static MatrixTheoryData<string, string> Pairs { get; } = new(Names, Names);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_spelling_of_a_name_teaches_the_others(string learnt, string asked) =>
        AssertTeaches(learnt, asked, "Kowalski", "Okonkwo");

    [Theory]
    [InlineData("Vertrieb", "Vertriebs-")]
    [InlineData("Vertriebs-", "Vertrieb")]
    [InlineData("Vertriebs-Leiter", "Vertrieb")]
    public void A_word_and_its_form_in_a_compound_teach_each_other(string learnt, string asked) =>
        AssertTeaches(learnt, asked, "Einkauf", "Buchhaltung");

    private static void AssertTeaches(string learnt, string asked, params string[] others)
    {
        var pupil = new Pupil(3, [learnt, asked, .. others, .. others.Select(other => $"{other} AG")]);
        pupil.Student.Learn(2, 0);
        pupil.Student.Learn(3, 1);
        pupil.Student.Learn(0, 2);
        var prediction = pupil.Student.Predict(1);
        Assert.Equal(2, prediction.Label);
        Assert.Contains(
            pupil.Student.Explain(1, prediction),
            c => c is { Weight: > 0, Answers: 1, Agreeing: 1 } && !pupil.Table.Name(c.Feature).StartsWith("ngram:", StringComparison.Ordinal));
    }
}
