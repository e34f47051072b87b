using LeadScout.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching.Calls;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs;

/// <summary>Figures that a report works out by itself.</summary>
public sealed class ReportFiguresTests
{
    [Fact]
    public void Reasons_are_told_by_how_many_texts_they_took_and_of_many_the_rare_ones_together()
    {
        FailedText[] failures = [Failed("a", "x"), Failed("a", "y"), Failed("b", "y"), Failed("c", "x"), Failed("d", "b")];
        Assert.Equal([new("y", 2), new("b", 1), new GivenUpReason("x", 1)], GivenUpReason.Of(failures));
        var eight = Enumerable.Range(0, 8).Select(i => Failed($"{i}", $"reason {i}")).ToArray();
        Assert.Equal(8, GivenUpReason.Of(eight).Length);
        Assert.Equal(("2 other reasons", 2, 8), GivenUpReason.Of([.. eight, Failed("9", "reason 9")]) is [.., var last] all ? (last.Reason, last.Texts, all.Length) : default);
    }

    [Fact]
    public void A_teacher_contradicts_itself_too_often_where_that_is_sure()
    {
        Assert.True(new SelfConsistency(100, 30).IsAbove(new(0.1, 0.95)));
        Assert.False(new SelfConsistency(100, 12).IsAbove(new(0.1, 0.95)));
    }

    [Fact]
    public void What_rows_say_alone_is_bounded_of_all_and_of_answers()
    {
        var alone = new AnsweredAlone(100, 3, 50, 0, 0.95);
        Assert.Equal(ExactInterval.Of(3, 100, 0.9).Upper, alone.AtMost, 9);
        Assert.Equal(ExactInterval.Of(0, 50, 0.9).Upper, alone.AnswersAtMost, 9);
        Assert.Equal(1, new AnsweredAlone(0, 0, 0, 0, 0.95).AtMost);
    }

    [Theory]
    [InlineData(ErrorVerdict.Proven, ErrorVerdict.Proven, ErrorVerdict.Proven)]
    [InlineData(ErrorVerdict.Proven, ErrorVerdict.Open, ErrorVerdict.Open)]
    [InlineData(ErrorVerdict.Proven, ErrorVerdict.Refuted, ErrorVerdict.Refuted)]
    [InlineData(ErrorVerdict.Open, ErrorVerdict.Refuted, ErrorVerdict.Refuted)]
    public void A_list_is_proven_if_all_columns_are_and_refuted_if_one_is(ErrorVerdict one, ErrorVerdict other, ErrorVerdict list) => Assert.Equal(
        list, new CertifiedList { Budget = ErrorBudget.Default, Rows = 1, LeftOutRows = 0, KnownRows = 0, Audits = 0, Columns = [Column(one), Column(other)] }.Verdict);

    [Fact]
    public void States_have_words() => Assert.Equal(
        ["running", "done", "interrupted", "out-of-money", "teacher-unavailable", "reopened"], Enum.GetValues<JobState>().Select(state => state.Word()));

    private static FailedText Failed(string text, string reason) => new(Samples.Question.Version, TextKey.Of(text), reason);

    private static CertifiedColumn Column(ErrorVerdict verdict) => new()
    {
        Column = "c",
        Verdict = verdict,
        LowerBound = 0,
        UpperBound = 0,
        UpperBoundCorrected = 0,
        Audits = 0,
        AuditErrors = 0,
        WrongRows = 0,
        UnknownLabelRows = 0,
        Confusions = [],
    };
}
