using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>Labels, and hints, that a list has already.</summary>
public sealed class GivenLabelsTests
{
    private static readonly Table List = new(
        ["Title", "Vendor", "Old"],
        ["CFO", "Sales", "other"], ["cfo", " sales ", "Other"], ["Buyer", "Vertrieb", "Other"], ["", "Sales", "Sales"], ["Buyer", "Sales", "Other"], ["Clerk", "", "?"], ["Clerk", "Vertrieb", "?"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly CertifySettings Certify = new()
    {
        LabelColumns = ["Vendor", "Old"],
        UnknownLabels = UnknownLabels.Wrong,
    };

    [Fact]
    public void Rows_of_one_text_and_the_same_labels_are_one_unit()
    {
        var given = Read(Certify);
        Assert.Equal(
            [(0, "0 2", 1L, 2L), (1, "-1 2", 3, 1), (1, "0 2", 5, 1), (2, "-1 -1", 6, 2)],
            given.Units.Select(unit => (unit.Text, string.Join(' ', unit.Labels), unit.FirstRow, unit.Rows)));
        Assert.Equal(1, given.LeftOutRows);
        Assert.Equal(["Vendor", "Old"], given.Columns);
    }

    [Fact]
    public void What_a_column_holds_is_told_by_how_often()
    {
        var (vendor, old) = (Read(Certify).Findings[0], Read(Certify).Findings[1]);
        Assert.Equal(("Vendor", 6, 3), (vendor.Column, vendor.Rows, vendor.UnknownRows));
        Assert.Equal([new GivenLabel(" sales ", "Sales", 1, 2)], vendor.Otherwise);
        Assert.Equal([new GivenLabel("Vertrieb", null, 2, 3), new GivenLabel("", null, 1, 6)], vendor.Unknown);
        Assert.Equal([new GivenLabel("other", "Other", 1, 1)], old.Otherwise);
        Assert.Equal([new GivenLabel("?", null, 2, 6)], old.Unknown);
    }

    [Fact]
    public void Names_may_be_mapped_and_rows_without_a_label_left_out()
    {
        var given = Read(Certify with { LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("VERTRIEB", "Marketing"), UnknownLabels = UnknownLabels.Skip });
        Assert.Equal(["0 2", "1 2", "0 2"], given.Units.Select(unit => string.Join(' ', unit.Labels)));
        Assert.Equal(3, given.LeftOutRows);
        var refused = Assert.Throws<BadInputException>(() => Read(Certify with { LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("a", "b") }));
        Assert.Equal("label-map", refused.Code);
        Assert.Contains("'b' is no label of the question 'department'. Its labels are: Sales, Marketing, Other.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_the_question_does_not_have_is_refused_with_where_it_is()
    {
        var refused = Assert.Throws<BadInputException>(() => Read(Certify with { UnknownLabels = UnknownLabels.Refuse }));
        Assert.Equal("label-unknown", refused.Code);
        Assert.Contains(
            "leads.csv: in 3 of 6 rows the column 'Vendor' holds no label of the question 'department': 'Vertrieb' (2 rows, the first is row 3), blank (row 6). Its labels are: Sales, Marketing, Other. Say which label",
            refused.Message, StringComparison.Ordinal);
        var blank = Assert.Throws<BadInputException>(() => Read(Only("Vendor") with { UnknownLabels = UnknownLabels.Refuse }, new Table(["Title", "Vendor"], ["CFO", " "])));
        Assert.Contains("Fill them in, or count such rows as wrong", blank.Message, StringComparison.Ordinal);
        string[][] rows = [.. Enumerable.Range(0, 7).Select(i => new[] { "CFO", i + new string('x', 70) })];
        var many = Assert.Throws<BadInputException>(() => Read(Only("Vendor") with { UnknownLabels = UnknownLabels.Refuse }, new Table(["Title", "Vendor"], rows)));
        Assert.Contains($"'4{new string('x', 56)}...' (row 5), and 2 other values.", many.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_has_a_text_and_a_label_there_is_nothing_to_prove()
    {
        var refused = Assert.Throws<BadInputException>(() => Read(Only("Vendor") with { UnknownLabels = UnknownLabels.Skip }, new Table(["Title", "Vendor"], ["CFO", "?"], ["", "Sales"])));
        Assert.Equal("nothing-to-certify", refused.Code);
        Assert.Contains("leads.csv has no row with a text and a label of the question 'department'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_changed_meanwhile_is_noticed()
    {
        var texts = new LeadTexts(TextKeys.Plain);
        texts.Add("CFO");
        var refused = Assert.Throws<BadInputException>(() => GivenLabels.Read(List.Request(new() { Certify = Certify }), Samples.Question, texts, Cancellation));
        Assert.Contains("leads.csv changed while the job ran: row 2 was not there before", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vendor", "", "K,K,-", 3)]
    [InlineData("Old", "", "K,K,-", 4)]
    [InlineData("Old", "Other", "-,-,-", 0)]
    public void Labels_are_kept_where_all_rows_of_a_text_have_the_same(string column, string reopened, string kept, long rows)
    {
        var list = new Table(["Title", "Vendor", "Old"], ["CFO", "Sales", "Other"], ["cfo", "sales", "Other"], ["Buyer", "Sales", "Other"], ["buyer", column == "Old" ? "?" : " Sales", "Other"], ["Clerk", "?", "Nobody"]);
        if (column == "Vendor")
        {
            list = new Table(["Title", "Vendor"], ["CFO", "Sales"], ["cfo", "sales"], ["Buyer", "Sales"], ["Clerk", "Sales"], ["Clerk", "Other"]);
        }

        var request = list.Request(new() { Keep = new KeepSettings(column) { Reopen = reopened == "" ? [] : [reopened] } });
        var intake = new Intake(TextsOf(request), [null, null, null], new DeferredAsks(new()));
        var labels = KeptLabels.Read(request, Samples.Question, intake, Cancellation);
        Assert.Equal(kept, string.Join(',', intake.Decisions.Select(decision => decision is { Reason: UndecidedReason.Kept } ? "K" : "-")));
        Assert.Equal(rows, labels.Rows);
        Assert.Equal(rows > 0 ? column == "Old" ? 2 : 0 : -1, labels.LabelOf(0));
    }

    [Fact]
    public void Only_a_label_can_be_reopened()
    {
        var request = List.Request(new() { Keep = new KeepSettings("Old") { Reopen = ["Salez"] } });
        var intake = new Intake(TextsOf(request), [null, null, null], new DeferredAsks(new()));
        var refused = Assert.Throws<BadInputException>(() => KeptLabels.Read(request, Samples.Question, intake, Cancellation));
        Assert.Equal("label-unknown", refused.Code);
        Assert.Contains("'Salez' is no label of the question 'department'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hint_is_what_most_rows_of_a_text_say()
    {
        var list = new Table(["Title", "Old"], ["CFO", "Sales"], ["CFO", "x"], ["CFO", "X"], ["Buyer", ""], ["Clerk", "sales"], ["Clerk", "sales"]);
        var request = list.Request(new() { Hints = ["Old"] });
        var hints = ListHints.Read(request, Samples.Question, TextsOf(request), Cancellation);
        Assert.Equal([[2], [0], [1]], Enumerable.Range(0, 3).Select(hints.Of));
        Assert.Equal([-1, 0, -1], hints.LabelOf[0]);
    }

    [Fact]
    public void What_the_first_rows_of_a_text_say_counts_as_much_as_what_the_others_do()
    {
        var list = new Table(["Title", "Old"], ["CFO", "Sales"], ["CFO", "Sales"], ["CFO", "x"]);
        var request = list.Request(new() { Hints = ["Old"] });
        Assert.Equal([1], ListHints.Read(request, Samples.Question, TextsOf(request), Cancellation).Of(0));
    }

    private static CertifySettings Only(string column) => Certify with { LabelColumns = [column] };

    private static GivenLabels Read(CertifySettings certify, Table? list = null)
    {
        var request = (list ?? List).Request(new() { Certify = certify });
        return GivenLabels.Read(request, Samples.Question, TextsOf(request), Cancellation);
    }

    private static LeadTexts TextsOf(JobRequest request)
    {
        var texts = new LeadTexts(TextKeys.Plain);
        using var reader = request.Input.Open();
        while (reader.Read())
        {
            texts.Add(reader.Value(0));
        }

        return texts;
    }
}
