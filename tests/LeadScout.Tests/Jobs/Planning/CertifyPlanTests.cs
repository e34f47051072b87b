using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>Labels put to the proof: what is counted, what is drawn, and what is said of it.</summary>
public sealed class CertifyPlanTests
{
    private static readonly string[][] Rows =
    [
        ["CFO", "Sales", "Other"], ["CFO", "Sales", "Other"], ["Buyer", "?", "?"], ["Clerk", "Marketing", "Sales"], ["Cook", "Sales", "?"], ["Clerk", "Other", "Other"], ["Chef", "Sales", "Sales"],
        ["", "Sales", "Sales"],
    ];

    [Fact]
    public void What_is_known_is_counted_and_what_is_wrong_whatever_the_answer_is_not_asked()
    {
        var list = Small(Plans.Person(0));
        Assert.Equal(["Chef", "Clerk", "Cook"], list.Ask(_ => 0).Order());

        var certified = list.Plan.Certified;
        Assert.Equal((7, 1, 2), (certified.Rows, certified.LeftOutRows, certified.KnownRows));
        var (vendor, old) = (certified.Columns[0], certified.Columns[1]);
        Assert.Equal(("Vendor", 3, 1), (vendor.Column, vendor.WrongRows, vendor.UnknownLabelRows));
        Assert.Equal(("Old", 5, 2), (old.Column, old.WrongRows, old.UnknownLabelRows));
        Assert.Equal([3, 3, 1], Sevenths(vendor.LowerBound, vendor.UpperBound, vendor.UpperBoundCorrected));
        Assert.Equal([5, 5, 1], Sevenths(old.LowerBound, old.UpperBound, old.UpperBoundCorrected));
        Assert.Equal([new("Marketing", "Sales", 1, 1, 4), new LabelConfusion("Other", "Sales", 1, 1, 6)], vendor.Confusions);
        Assert.Equal([new("Other", "Sales", 2, 3, 1), new LabelConfusion(null, "Sales", 1, 1, 5)], old.Confusions);
    }

    [Fact]
    public void Mistakes_are_told_in_list_order_with_what_is_right()
    {
        var list = Small(Plans.Person(0));
        list.Ask(text => text == "Clerk" ? 1 : 0);
        Assert.Equal(
            [
                new LabelMistake("Old", 1, 2, "CFO", "Other", "Sales"), new("Old", 4, 1, "Clerk", "Sales", "Marketing"), new("Old", 5, 1, "Cook", null, "Sales"),
                new("Vendor", 6, 1, "Clerk", "Other", "Marketing"), new("Old", 6, 1, "Clerk", "Other", "Marketing"),
            ],
            list.Plan.Mistakes);
    }

    [Fact]
    public void No_more_is_asked_at_once_than_a_call_holds_and_in_all_than_is_allowed()
    {
        var list = Large(new JobSettings { RowsPerCall = 4, Certify = new() { LabelColumns = ["Vendor"], MaxAudits = 6 } });
        var asked = list.Propose();
        Assert.Equal(4, asked.Length);
        Assert.Empty(list.Propose());
        Assert.Equal((4L, 4L, 6L), list.Features is var features ? (features.Certain, features.Stated!.Value.Least, features.Stated.Value.Most) : default);
        list.Fold(asked, 0);
        asked = list.Propose();
        Assert.Equal(2, asked.Length);
        Assert.Equal((2L, 2L, 3.0, null), list.Features is var last ? (last.Open, last.Certain, last.TextsPerCall, last.Stated) : default);
        list.Fold(asked, 0);
        Assert.Empty(list.Propose());
        Assert.Equal((6, 0L, ErrorVerdict.Open), (list.Plan.Certified.Audits, list.Features.Open, list.Plan.Certified.Verdict));
    }

    [Fact]
    public void An_outcome_that_is_open_decides_nothing_and_an_answer_in_vain_tells_nothing()
    {
        var list = Large(new JobSettings { RowsPerCall = 2, Certify = new() { LabelColumns = ["Vendor"] } });
        var asked = list.Propose();
        list.Plan.Fold(new(asked[0]), false, default);
        Assert.Equal((null, 2), (list.Plan.Decisions[asked[0]], list.Features.Certain));
        list.Plan.Fold(new(asked[0]), false, AskOutcome.Failed("why"));
        list.Fold(asked[1..], 0);
        Assert.Equal((0, 0L), (list.Plan.Certificate.AuditErrors, list.Features.Certain));
        Assert.Equal((false, JobPhase.Certifying), (list.Plan.Join(new(7)), list.Plan.Phase));
    }

    [Theory]
    [InlineData(0, ErrorVerdict.Proven)]
    [InlineData(1, ErrorVerdict.Refuted)]
    public void It_ends_with_a_verdict_before_all_is_asked(int answer, ErrorVerdict verdict)
    {
        var list = Large(new JobSettings { Budget = new(0.2, 0.9), RowsPerCall = 5, Certify = new() { LabelColumns = ["Vendor"] } });
        var asked = list.Ask(_ => answer).Count;
        Assert.InRange(asked, 2, 60);
        Assert.Equal((verdict, verdict), (list.Plan.Certified.Verdict, list.Plan.Certified.Columns[0].ListVerdict));
        Assert.Equal((asked, answer * asked), (list.Plan.Certificate.Audits, list.Plan.Certificate.AuditErrors));
        Assert.Equal(verdict == ErrorVerdict.Proven, list.Plan.Certificate.UpperBound <= 0.2);
        Assert.Equal(["Sales", "Marketing", "Other"], list.Plan.Certificate.Labels.Select(label => label.Label));
        Assert.Equal(0, list.Features.Open);
    }

    [Fact]
    public void A_budget_by_label_that_is_refuted_refutes_the_column()
    {
        var list = Large(new JobSettings { Budget = new(0.9, 0.9), RowsPerCall = 5, Certify = new() { LabelColumns = ["Vendor"] } }, LabelLimit.MaxError(0, 0.05));
        list.Ask(text => text.EndsWith('7') || text.EndsWith('3') ? 1 : 0);
        var column = list.Plan.Certified.Columns[0];
        Assert.Equal((ErrorVerdict.Proven, ErrorVerdict.Refuted), (column.ListVerdict, column.Verdict));
        var (sales, marketing) = (column.Labels[0], column.Labels[1]);
        Assert.Equal((true, false, 0.05, null, 200, 200), (sales.IsRefuted, sales.Holds, sales.MaxError, sales.MinRecall, sales.Rows, sales.CertifiedRows));
        Assert.Equal((false, true, null, 0, 0.0), (marketing.IsRefuted, marketing.Holds, marketing.MaxError, marketing.Rows, marketing.ErrorAtMost));
    }

    [Theory]
    [InlineData("elsewhere", 0, 5)]
    [InlineData("CFO", 2, 5)]
    [InlineData("elsewhere", 0, 7, "Old")]
    [InlineData("CFO", 2, 5, "Old")]
    [InlineData("CFO", 1, 7, "Old")]
    [InlineData("Buyer", 0, 5)]
    [InlineData("Chef", 2, 6)]
    public void A_persons_later_word_moves_the_bound_by_its_rows(string text, int label, int sevenths, params string[] columns)
    {
        var list = Small(Plans.Person(0), columns);
        list.Ask(_ => 0);
        Assert.Equal([sevenths], Sevenths(list.Plan.BoundWith(new Dictionary<TextKey, int> { [TextKey.Of(text)] = label })));
    }

    [Fact]
    public void Before_the_first_answer_it_is_foreseen_by_what_lists_are_usually_like()
    {
        var list = Large(new JobSettings { Budget = new(0.2, 0.9), RowsPerCall = 5, Certify = new() { LabelColumns = ["Vendor"] } });
        var (first, stated) = (list.Features, list.Features.Stated!.Value);
        Assert.Equal((200L, 0L, 3.0, 0.2), (first.Open, first.Certain, first.TextsPerCall, first.MaxError));
        Assert.True(1 <= stated.Least && stated.Least < stated.Expected && stated.Expected < stated.Most, $"{stated}");
        Assert.Equal(200, stated.Most);
        list.Fold(list.Propose(), 0);
        var later = list.Features.Stated!.Value;
        Assert.True(later.Expected < stated.Expected, $"{later}");
        Assert.Equal(195, later.Most);
    }

    private static IEnumerable<int> Sevenths(params double[] shares) => shares.Select(share => (int)Math.Round(7 * share));

    private static Audited Small(Decision? known, params string[] columns) => Of(
        new Table(["Title", "Vendor", "Old"], Rows),
        new() { Budget = new(0.45, 0.9), RowsPerCall = 20, Certify = new() { LabelColumns = columns is [] ? ["Vendor", "Old"] : [.. columns], UnknownLabels = UnknownLabels.Wrong } },
        [],
        known);

    /// <summary>Two hundred texts that the list calls Sales.</summary>
    private static Audited Large(JobSettings settings, params ImmutableArray<LabelLimit> limits) =>
        Of(new Table(["Title", "Vendor"], [.. Enumerable.Range(0, 200).Select(i => new[] { $"title {i}", "Sales" })]), settings, limits, null);

    private static Audited Of(Table list, JobSettings settings, ImmutableArray<LabelLimit> limits, Decision? known)
    {
        using var reader = list.Open();
        var texts = new LeadTexts(TextKeys.Plain);
        while (reader.Read())
        {
            texts.Add(reader.Value(0));
        }

        var given = GivenLabels.Read(list.Request(settings), Samples.Question, texts, TestContext.Current.CancellationToken);
        return new(new CertifyPlan(Plans.Of(texts, known), given, Samples.Question, settings, SeedSequence.Of(1, "test", 0), limits), texts);
    }

    private sealed record Audited(CertifyPlan Plan, LeadTexts Texts)
    {
        public ForecastFeatures Features => Plan.FeaturesFor(3);

        public int[] Propose() => [.. Plans.Proposed(Plan)];

        public void Fold(int[] texts, int label) => Array.ForEach(texts, text => Plan.Fold(new(text), false, AskOutcome.Answered(label)));

        public List<string> Ask(Func<string, int> answer)
        {
            var asked = new List<string>();
            while (Propose() is { Length: > 0 } texts)
            {
                asked.AddRange(texts.Select(Texts.Text));
                Array.ForEach(texts, text => Fold([text], answer(Texts.Text(text))));
            }

            return asked;
        }
    }
}
