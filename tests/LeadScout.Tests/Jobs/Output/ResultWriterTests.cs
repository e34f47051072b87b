using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Output;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Output;

/// <summary>What a user opens in the end: each row once, untouched, with its label, or why there is none.</summary>
public sealed class ResultWriterTests
{
    private static readonly Question Greeting = new("greeting", "Which?", TextTemplate.Parse("{Company}"), [new Label("A"), new Label("B")]);

    [Fact]
    public void Each_row_has_the_label_of_its_text_or_why_there_is_none()
    {
        var list = new Table(
            ["Title", "Id"], ["CFO", "1"], ["", "2"], ["Buyer", "3"], ["#REF!", "4"], [Table.Uncomputed, "5"], ["cfo", "6"], ["Clerk", "7"], ["Chief of all", "8"], ["Chef", "9"], ["Cook", "10"]);
        var request = list.Request(new() { MaxText = 8, LongTexts = LongTexts.Skip });
        var run = Run(request, Samples.Question, Plans.Teacher(1), Decision.ByStudent(0, 0.87654), Decision.Undecided(UndecidedReason.Failed), Plans.Person(2));

        new ResultWriter(request, [run]).Write(UndecidedReason.OutOfMoney);

        Assert.Equal(
            [
                "Title|Id|department|department_confidence|department_source",
                "CFO|1|Marketing|1|teacher", "|2|||undecided:blank", "Buyer|3|Sales|0.877|student", "#REF!|4|||undecided:cell-error", "(uncomputed)|5|||undecided:not-computed",
                "cfo|6|Marketing|1|teacher", "Clerk|7|||undecided:failed", "Chief of all|8|||undecided:too-long", "Chef|9|Other|1|person", "Cook|10|||undecided:out-of-money",
            ],
            list.Result);
    }

    [Fact]
    public void Questions_stand_side_by_side_whether_they_share_their_texts_or_not()
    {
        var list = new Table(["Title", "Company"], ["CFO", ""], ["Buyer", "ACME"], ["CFO", "Bolt"]);
        var request = list.Request(new(), Samples.Question, Plans.Level, Greeting);
        var (shared, other) = (TextsOf(request, Samples.Question), TextsOf(request, Greeting));
        QuestionRun[] runs =
        [
            Run(shared, Samples.Question, new(), Plans.Teacher(0), Plans.Teacher(1)), Run(shared, Plans.Level, new(), Plans.Person(1), null), Run(other, Greeting, new(), null, Plans.Exact(1)),
        ];

        new ResultWriter(request, [.. runs]).Write(UndecidedReason.NotAsked);

        Assert.Equal(
            [
                "CFO||Sales|1|teacher|Low|1|person|||undecided:blank", "Buyer|ACME|Marketing|1|teacher|||undecided:not-asked|||undecided:not-asked", "CFO|Bolt|Sales|1|teacher|Low|1|person|B|1|exact",
            ],
            list.Result!.Skip(1));
    }

    [Theory]
    [InlineData(OnUndecided.Guess, "CFO|Other|0.75|student:uncertified")]
    [InlineData(OnUndecided.Blank, "CFO|||undecided:not-asked")]
    public void A_guess_is_marked_and_given_only_where_it_is_wanted(OnUndecided onUndecided, string row)
    {
        var list = new Table(["Title"], ["CFO"], ["Buyer"]);
        var request = list.Request(new() { OnUndecided = onUndecided });
        var run = Run(TextsOf(request, Samples.Question), Samples.Question, new(), null, Plans.Teacher(0));
        var plan = new Plans.Stub(run.Intake) { Says = _ => new Prediction(2, 0, 0.25) };
        new ResultWriter(request, [run.With(plan)]).Write(UndecidedReason.NotAsked);
        Assert.Equal([row, "Buyer|Sales|1|teacher"], list.Result!.Skip(1));
    }

    [Fact]
    public void A_label_that_is_kept_stands_as_the_question_calls_it()
    {
        var list = new Table(["Title", "Old"], ["CFO", "sales"], ["Buyer", "?"]);
        var request = list.Request(new() { Keep = new KeepSettings("Old") });
        var intake = Plans.Of(TextsOf(request, Samples.Question));
        intake = intake with { Kept = KeptLabels.Read(request, Samples.Question, intake, TestContext.Current.CancellationToken) };
        new ResultWriter(request, [Plans.Run(new Plans.Stub(intake), intake)]).Write(UndecidedReason.NotAsked);
        Assert.Equal(["CFO|sales|Sales||kept", "Buyer|?|||undecided:not-asked"], list.Result!.Skip(1));
    }

    [Fact]
    public void Only_the_first_rows_are_written_where_only_these_were_wanted()
    {
        var list = new Table(["Title"], ["CFO"], ["Buyer"]);
        var request = list.Request(new() { Limit = 1 });
        new ResultWriter(request, [Run(TextsOf(request, Samples.Question), Samples.Question, new(), Plans.Teacher(0))]).Write(UndecidedReason.NotAsked);
        Assert.Equal(["CFO|Sales|1|teacher"], list.Result!.Skip(1));
    }

    [Theory]
    [InlineData("Clerk")]
    [InlineData("CFO")]
    public void A_list_that_changed_is_not_written(string more)
    {
        var before = new Table(["Title"], ["CFO"]);
        var list = new Table(["Title"], ["CFO"], [more]);
        var request = list.Request();
        var run = Run(TextsOf(before.Request(), Samples.Question), Samples.Question, new(), Plans.Teacher(0));
        var refused = Assert.Throws<BadInputException>(() => new ResultWriter(request, [run]).Write(UndecidedReason.NotAsked));
        Assert.Equal("leads.csv changed while the job ran: row 2 was not there before, or held another text. Run the command again.", refused.Message);
        Assert.Null(list.Result);
    }

    [Fact]
    public void Along_a_trail_nothing_is_read_again()
    {
        var list = new Table(["Title"], ["CFO"], [""], ["Buyer"]);
        var request = list.Request() with { Input = list.File with { Open = () => throw new InvalidOperationException("It is read again.") } };
        var trail = new Trail(0, -1, 1, -2);
        var run = Run(TextsOf(list.Request(), Samples.Question), Samples.Question, new(), Plans.Teacher(0), Plans.Teacher(2));
        run = Plans.Run(run.Plan, run.Intake with { Trail = trail });
        new ResultWriter(request, [run]).Write(UndecidedReason.NotAsked);
        Assert.Equal(["Sales|1|teacher", "||undecided:blank", "Other|1|teacher", "||undecided:cell-error", "complete", "disposed"], trail.Written);
    }

    private static QuestionRun Run(JobRequest request, Question question, params Decision?[] decisions) => Run(TextsOf(request, question), question, new(), decisions);

    private static QuestionRun Run(LeadTexts texts, Question question, JobSettings settings, params Decision?[] decisions)
    {
        var intake = Plans.Of(texts, decisions) with { DeferredAsks = new DeferredAsks(settings) };
        return Plans.Run(new Plans.Stub(intake), intake, question);
    }

    private static LeadTexts TextsOf(JobRequest request, Question question)
    {
        using var reader = request.Input.Open();
        var (texts, text) = (new LeadTexts(TextKeys.Plain), new LeadText(question.Text, reader, "leads.csv", request.Settings));
        while (texts.RowCount < (request.Settings.Limit ?? long.MaxValue) && reader.Read())
        {
            texts.Add(text.Of(reader), text.Flaw);
        }

        return texts;
    }

    private sealed class Trail(params int[] found) : ILeadTrail, ILeadRewriter
    {
        private int _row;

        public List<string> Written { get; } = [];

        public void Take()
        {
        }

        public void TakeEnd()
        {
        }

        public void Note(ReadOnlySpan<int> found)
        {
        }

        public ILeadRewriter Rewrite(IReadOnlyList<AddedColumn> added) => this;

        public bool Advance(Span<int> indexes)
        {
            if (_row == found.Length)
            {
                return false;
            }

            indexes[0] = found[_row++];
            return true;
        }

        public void Write(ReadOnlySpan<string> added) => Written.Add(string.Join('|', added.ToArray()));

        public void Complete() => Written.Add("complete");

        public void Dispose() => Written.Add("disposed");
    }
}
