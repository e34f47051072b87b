using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>What is said about labels of a list that can't be used, word for word, and that who reads them can be stopped.</summary>
public sealed class GivenMessagesTests
{
    private static readonly CertifySettings Certify = new() { LabelColumns = ["Vendor"], UnknownLabels = UnknownLabels.Refuse };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void An_unknown_value_is_shown_with_how_to_map_it() => Assert.Equal(
        "leads.csv: in 2 of 3 rows the column 'Vendor' holds no label of the question 'department': 'Vertrieb' (row 1), blank (row 2). Its labels are: Sales, Marketing, Other. Say which label a value means with LabelMap Vertrieb=Sales, or count such rows as wrong with UnknownLabels wrong, or leave them out with UnknownLabels skip.",
        Refused(Certify, ["CFO", "Vertrieb"], ["CFO", ""], ["Buyer", "Sales"]));

    [Fact]
    public void Blank_ones_are_to_be_filled_in() => Assert.Equal(
        "leads.csv: in 1 of 2 rows the column 'Vendor' holds no label of the question 'department': blank (row 1). Its labels are: Sales, Marketing, Other. Fill them in, or count such rows as wrong with UnknownLabels wrong, or leave them out with UnknownLabels skip.",
        Refused(Certify, ["CFO", ""], ["Buyer", "Sales"]));

    [Fact]
    public void Five_values_are_named_and_the_others_counted() => Assert.Contains(
        "'a' (row 1), 'b' (row 2), 'c' (row 3), 'd' (row 4), 'e' (row 5). Its labels", Refused(Certify, ["1", "a"], ["2", "b"], ["3", "c"], ["4", "d"], ["5", "e"]), StringComparison.Ordinal);

    [Theory]
    [InlineData(60, "'{0}' (row 1)")]
    [InlineData(61, "'{1}...' (row 1)")]
    public void A_long_value_is_clipped(int length, string shown)
    {
        var value = new string('x', length);
        Assert.Contains(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, shown, value, value[..57]), Refused(Certify, ["CFO", value]), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_prove_names_the_columns() => Assert.Equal(
        "leads.csv has no row with a text and a label of the question 'department' in LabelColumn Vendor: there is nothing to put to the proof.",
        Refused(Certify with { UnknownLabels = UnknownLabels.Skip }, ["CFO", "?"]));

    [Fact]
    public void A_map_to_no_label_is_refused() => Assert.Equal(
        "LabelMap Vertrieb=Salez: 'Salez' is no label of the question 'department'. Its labels are: Sales, Marketing, Other.",
        Refused(Certify with { LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("Vertrieb", "Salez") }, ["CFO", "Sales"]));

    [Fact]
    public void A_label_that_is_to_be_reopened_and_is_none_is_refused_with_the_one_that_is_meant()
    {
        var request = List(["CFO", "Sales"]).Request(new() { Keep = new KeepSettings("Vendor") { Reopen = ["Salez"] } });
        Assert.Equal(
            "Reopen Salez: 'Salez' is no label of the question 'department'. Did you mean 'Sales'? Its labels are: Sales, Marketing, Other.",
            Assert.Throws<BadInputException>(() => KeptLabels.Read(request, Samples.Question, IntakeOf(request), Cancellation)).Message);
    }

    [Fact]
    public void Who_wishes_to_stop_is_heard()
    {
        var (stop, request) = (new CancellationToken(true), List(["CFO", "Sales"]).Request(new() { Certify = Certify, Keep = new("Vendor"), Hints = ["Vendor"] }));
        var intake = IntakeOf(request);
        Assert.Throws<OperationCanceledException>(() => GivenLabels.Read(request, Samples.Question, intake.Texts, stop));
        Assert.Throws<OperationCanceledException>(() => KeptLabels.Read(request, Samples.Question, intake, stop));
        Assert.Throws<OperationCanceledException>(() => ListHints.Read(request, Samples.Question, intake.Texts, stop));
    }

    [Fact]
    public void A_text_that_is_known_better_does_not_keep_its_label()
    {
        var request = List(["CFO", "Sales"], ["CFO", "Sales"], ["Buyer", "Other"]).Request(new() { Keep = new("Vendor") });
        var intake = IntakeOf(request);
        intake.Decisions[0] = Decision.By(DecisionSource.Person, 1);
        Assert.Equal(1, KeptLabels.Read(request, Samples.Question, intake, Cancellation).Rows);
        Assert.Equal([Decision.By(DecisionSource.Person, 1), Decision.Undecided(UndecidedReason.Kept)], intake.Decisions);
    }

    private static Table List(params string[][] rows) => new(["Title", "Vendor"], rows);

    private static string Refused(CertifySettings certify, params string[][] rows)
    {
        var request = List(rows).Request(new() { Certify = certify });
        return Assert.Throws<BadInputException>(() => GivenLabels.Read(request, Samples.Question, IntakeOf(request).Texts, Cancellation)).Message;
    }

    private static Intake IntakeOf(JobRequest request)
    {
        var texts = new LeadTexts(TextKeys.Plain);
        using var reader = request.Input.Open();
        while (reader.Read())
        {
            texts.Add(reader.Value(0));
        }

        return new Intake(texts, [.. new Decision?[texts.Count]], new DeferredAsks(request.Settings));
    }
}
