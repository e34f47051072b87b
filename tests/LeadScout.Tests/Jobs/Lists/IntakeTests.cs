using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>What one pass over a list finds out for each question.</summary>
public sealed class IntakeTests
{
    private static readonly Question Level = new("level", "Which level?", TextTemplate.Parse("{Title}"), [new Label("High"), new Label("Low")], [Rule.OfWords("Low", ["clerk"])]);
    private static readonly Question Greeting = new("greeting", "Which?", TextTemplate.Parse("Dear {Title}"), [new Label("A"), new Label("B")]);
    private static readonly Table List = new(["Title", "Old"], ["CFO", "Sales"], ["", "Other"], ["Clerk", "Sales"], ["#REF!", "Sales"], ["cfo", "sales"], ["CFO", "Sales"], ["Buyer", "x"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Questions_with_one_template_share_their_texts_and_each_knows_its_own()
    {
        var known = new KnownDecisions(Samples.Question);
        known.Fold(Answer.OfPerson(Samples.Question, TextKeys.Plain, "cfo", "Other", "Ada", default));
        var intakes = Intake.Read(
            List.Request(new() { RowsPerCall = 1 }, Samples.Question, Level, Greeting), TextKeys.Plain, [known, new(Level), new(Greeting)], false, _ => { }, Cancellation);

        Assert.Same(intakes[0].Texts, intakes[1].Texts);
        Assert.Equal(("CFO", "Dear CFO"), (intakes[0].Texts.Text(0), intakes[2].Texts.Text(0)));
        Assert.Equal([Decision.By(DecisionSource.Person, 2), null, null], intakes[0].Decisions);
        Assert.Equal([null, Decision.By(DecisionSource.Rule, 1), null], intakes[1].Decisions);
        Assert.Equal([2L, 4, 5], intakes.Select(intake => intake.DeferredAsks.Count));
        Assert.All(intakes, intake => Assert.Equal((7, 1, null, null, null, null), (intake.Findings!.Rows, intake.Findings.BlankRows, intake.Given, intake.Hints, intake.Kept, intake.Trail)));
    }

    [Fact]
    public void Hints_and_kept_labels_are_read_where_they_are_named()
    {
        var intake = Read(new() { Hints = ["Old"], Keep = new KeepSettings("Old") });
        Assert.Equal((4, 3), (intake.Kept!.Rows, intake.RowsToDecide));
        Assert.Equal([1, 1, 2], Enumerable.Range(0, 3).Select(text => intake.Hints!.Of(text)[0]));
        Assert.Equal(7, Read(new()).RowsToDecide);
    }

    [Fact]
    public void Labels_that_are_put_to_the_proof_are_found_too()
    {
        var intake = Read(new() { Certify = new CertifySettings { LabelColumns = ["Old"], UnknownLabels = UnknownLabels.Wrong } });
        Assert.Equal(["Old"], intake.Findings!.Labels.Select(label => label.Column));
        Assert.Equal((3, 7), (intake.Given!.Units.Count, intake.Findings.Rows));
        Assert.Null(intake.Trail);
    }

    [Fact]
    public void Only_so_many_rows_are_read_as_are_wanted() => Assert.Equal((3, 2), (Read(new() { Limit = 3 }).Texts.RowCount, Read(new() { Limit = 3 }).Texts.Count));

    [Theory]
    [InlineData(49_999, 0)]
    [InlineData(100_000, 2)]
    public void Progress_is_told_every_fifty_thousand_rows(int rows, int times)
    {
        var told = new List<long>();
        Intake.Read(Samples.Request(new ListInMemory([.. Enumerable.Repeat("CFO", rows)])), TextKeys.Plain, [new(Samples.Question)], false, told.Add, Cancellation);
        Assert.Equal(new[] { 50_000L, 100_000 }.Take(times), told);
    }

    [Fact]
    public void Who_wishes_to_stop_is_heard_while_the_list_is_read()
    {
        var request = Samples.Request(new ListInMemory([.. Enumerable.Repeat("CFO", 50_000)]));
        var told = new List<long>();
        Assert.Throws<OperationCanceledException>(() => Intake.Read(request, TextKeys.Plain, [new(Samples.Question)], false, told.Add, new CancellationToken(true)));
        Assert.Empty(told);
    }

    [Fact]
    public void A_trail_follows_a_job_that_writes_all_rows_and_is_given_up_with_the_list()
    {
        var trail = new Trail();
        var request = List.Request() with { Input = List.File with { Follow = _ => trail } };
        Assert.Same(trail, Intake.Read(request, TextKeys.Plain, [new(Samples.Question)], true, _ => { }, Cancellation)[0].Trail);
        Assert.Equal(("0 -1 1 -2 0 0 2", 7, 1, 0), (string.Join(' ', trail.Noted), trail.Taken, trail.Ends, trail.Disposed));
        Assert.Null(Intake.Read(request, TextKeys.Plain, [new(Samples.Question)], false, _ => { }, Cancellation)[0].Trail);
        Assert.Null(Intake.Read(request with { Settings = new() { Limit = 9 } }, TextKeys.Plain, [new(Samples.Question)], true, _ => { }, Cancellation)[0].Trail);

        var broken = request with { Input = request.Input with { Open = new Table(["Title"], ["CFO"], [Table.Unusable]).Open } };
        Assert.Throws<BadRowException>(() => Intake.Read(broken, TextKeys.Plain, [new(Samples.Question)], true, _ => { }, Cancellation));
        Assert.Equal(1, trail.Disposed);
    }

    [Theory]
    [InlineData(5, TextFlaw.Cut, 5)]
    [InlineData(0, TextFlaw.None, 0)]
    [InlineData(-1, TextFlaw.None, -1)]
    [InlineData(-1, TextFlaw.TooLong, -4)]
    public void A_trail_remembers_the_text_or_why_there_is_none(int index, TextFlaw flaw, int found)
    {
        Assert.Equal(found, Intake.Found(index, flaw));
        Assert.Equal(index < 0 ? flaw : TextFlaw.None, index < 0 ? Intake.FlawOf(found) : TextFlaw.None);
    }

    private static Intake Read(JobSettings settings) =>
        Assert.Single(Intake.Read(List.Request(settings), TextKeys.Plain, [new(Samples.Question)], true, _ => { }, Cancellation));

    private sealed class Trail : ILeadTrail
    {
        public List<string> Noted { get; } = [];

        public int Taken { get; private set; }

        public int Ends { get; private set; }

        public int Disposed { get; private set; }

        public void Take() => Taken++;

        public void TakeEnd() => Ends++;

        public void Note(ReadOnlySpan<int> found) => Noted.Add(string.Join(' ', found.ToArray()));

        public ILeadRewriter? Rewrite(IReadOnlyList<AddedColumn> added) => null;

        public void Dispose() => Disposed++;
    }
}
