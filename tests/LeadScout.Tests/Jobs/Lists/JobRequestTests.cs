using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>What a job is asked to do: which requests can't be, and which are the same.</summary>
public sealed class JobRequestTests
{
    private static readonly Question Other = new("level", "Which level?", TextTemplate.Parse("{Title}"), [new Label("High") { MaxError = 0.1 }, new Label("Other")]);
    private static readonly CertifySettings Certify = new() { LabelColumns = ["Vendor"] };
    private static readonly JobRequest Plain = Request(new());

    [Fact]
    public void What_can_be_done_is_not_refused()
    {
        Plain.Check();
        Request(new() { Hints = ["a", "b"], Keep = new KeepSettings("Old"), OutColumns = ImmutableSortedDictionary<string, string>.Empty.Add("department", "dept") }).Check();
        Request(new() { LabelBudgets = [new("Sales", 0.1), new("Sales", MinRecall: 0.9), new("High", 0.1)] }, Samples.Question, Other).Check();
        Request(new() { Certify = Certify }).Check();
    }

    public static TheoryData<JobRequest, string> Refused => new()
    {
        { Plain with { Questions = [] }, "0 questions in one pass. Allowed: 1 to 8" },
        { Request(new(), [.. Enumerable.Repeat(Other, 9)]), "9 questions in one pass" },
        { Request(new() { Learn = LearnMode.Deferred }, Samples.Question, Other), "compares ways of learning with one question" },
        { Request(new() { Hints = ["a", "a"] }), "name at most 8 columns of hints, each once" },
        { Request(new() { Hints = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] }), "name at most 8 columns of hints, each once" },
        { Request(new(), Other, Other), "The questions level and level ask the LLM the same. Give one of them." },
        { Request(new() { Certify = Certify }, Samples.Question, Other), "one question at a time" },
        { Request(new() { Certify = Certify, Learn = LearnMode.DeferredJob }), "it has no meaning where its labels are put to the proof" },
        { Request(new() { Certify = Certify with { LabelColumns = [] } }), "name 1 to 8 columns of labels, each once" },
        { Request(new() { Certify = Certify with { LabelColumns = ["a", "a"] } }), "name 1 to 8 columns of labels, each once" },
        { Request(Named("level", "x")), "'level' is none of the job's questions: department" },
        { Request(Named("department", " ")), "a column has a name" },
        { Request(Named("department", "x") with { Certify = Certify }), "labels that are put to the proof add no column of labels" },
        { Request(Named("department", "LEVEL"), Samples.Question, Other), "The questions department, level would add the column 'LEVEL' twice" },
        { Request(new() { Keep = new KeepSettings("Old") }, Samples.Question, Other), "keeps the labels of one question" },
        { Request(new() { Keep = new KeepSettings("Old"), Certify = Certify }), "keeps the labels of one question" },
        { Request(new() { Keep = new KeepSettings("Old"), Learn = LearnMode.Deferred }), "keeps the labels of one question" },
        { Request(new() { LabelBudgets = [new("Sales")] }), "The budget of the label 'Sales' says neither a largest error nor a least recall" },
        { Request(new() { LabelBudgets = [new("sales ", 0.1)] }), "no question has it. Did you mean 'Sales'? The labels are Sales, Marketing, Other." },
        { Request(new() { LabelBudgets = [new("Other", 0.1)] }, Samples.Question, Other), "The questions department and level both have a label 'Other'" },
        { Request(new() { LabelBudgets = [new("Sales", 0.1), new("Sales", 0.2)] }), "The largest error of the label 'Sales' is stated 2 times. State it once." },
        { Request(new() { LabelBudgets = [new("Sales", MinRecall: 0.5), new("Sales", MinRecall: 0.6)] }), "The least recall of the label 'Sales' is stated 2 times. State it once." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_can_not_be_done_is_refused_with_why(JobRequest request, string why) =>
        Assert.Contains(why, Assert.ThrowsAny<BadInputException>(request.Check).Message, StringComparison.Ordinal);

    [Fact]
    public void Budgets_by_label_are_the_jobs_or_else_the_questions_own()
    {
        var request = Request(new() { LabelBudgets = [new("Other", MinRecall: 0.7)] }, Other);
        Assert.Equal([new LabelBudget("High", 0.1), new("Other", null, 0.7)], request.LabelBudgetsOf(Other));
        Assert.Equal([new LabelBudget("High", 0.3, 0.9)], Request(new() { LabelBudgets = [new("High", MinRecall: 0.9), new("High", 0.3)] }, Other).LabelBudgetsOf(Other));
        Assert.Equal([LabelLimit.MaxError(0, 0.1), LabelLimit.MinRecall(1, 0.7)], request.LimitsOf(Other));
        Assert.Equal([new LabelBudget("Other", null, 0.7)], (request with { Settings = request.Settings with { Certify = Certify } }).LabelBudgetsOf(Other));
    }

    [Fact]
    public void Columns_are_added_for_each_question_or_for_each_column_put_to_the_proof()
    {
        Assert.Equal(["dept", "dept_confidence", "dept_source", "level", "level_confidence", "level_source"], Request(Named("department", "dept"), Samples.Question, Other).ColumnsToAdd.Select(column => column.Name));
        Assert.Equal([false, true, false], Plain.ColumnsToAdd.Select(column => column.IsNumber));
        Assert.Equal(["Vendor_corrected", "Vendor_checked"], Request(new() { Certify = Certify }).ColumnsToAdd.Select(column => column.Name));
        Assert.Equal("department, level", Request(new(), Samples.Question, Other).QuestionNames);
        Assert.Equal(Samples.Question.Version, Plain.Version);
        Assert.NotEqual(Samples.Question.Version, Request(new(), Samples.Question, Other).Version);
    }

    [Fact]
    public void A_request_is_another_job_wherever_it_would_come_to_another_result()
    {
        JobRequest[] others =
        [
            Plain, Plain with { Input = Plain.Input with { Hash = "other" } }, Request(new(), Other), Request(new() { Budget = new(0.03, 0.95) }), Request(new() { Budget = new(0.02, 0.9) }), Request(new() { RowsPerCall = 7 }),
            Request(new() { Concurrency = 3 }), Request(new() { Seed = 2 }), Request(new() { Learn = LearnMode.Deferred }), Request(new() { Limit = 5 }), Request(new() { MaxText = 7 }), Request(new() { LongTexts = LongTexts.Skip }),
            Request(new() { LabelBudgets = [new("Sales", 0.1)] }), Request(new() { LabelBudgets = [new("Sales", 0.2)] }), Request(new() { LabelBudgets = [new("Sales", MinRecall: 0.1)] }), Request(new() { LabelBudgets = [new("Other", 0.1)] }),
            Plain with { AnswersUnder = "x" }, Request(new() { Hints = ["a"] }), Request(new() { Hints = ["b"] }), Request(new() { Keep = new("a") }), Request(new() { Keep = new("a") { Reopen = ["Sales"] } }), Request(new() { Certify = Certify }),
            Request(new() { Certify = Certify with { UnknownLabels = UnknownLabels.Skip } }), Request(new() { Certify = Certify with { LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("a", "b") } }), Request(new() { Certify = Certify with { LabelColumns = ["x"] } }),
        ];
        var ids = others.Select(request => JobIdentity.Of(request, "teacher", null)).Append(JobIdentity.Of(Plain, "another", null)).Append(JobIdentity.Of(Plain, "teacher", "second")).ToArray();
        Assert.Distinct(ids);
        Assert.Equal(ids[0], JobIdentity.Of(Request(new() { MaxCost = new(5), SelfCheck = 3, Canaries = 2, LongTexts = LongTexts.Cut }), "teacher", null));
        Assert.Equal(JobIdentity.Of(Request(new() { Certify = Certify }), "t", null), JobIdentity.Of(Request(new() { Certify = Certify with { MaxAudits = 5 } }), "t", null));
    }

    [Fact]
    public void What_a_row_got_is_read_from_its_cells()
    {
        Assert.Equal(new ResultCells("Sales", DecisionSource.Student, 0.75, UndecidedReason.None, false), ResultCells.Of(["Sales", "0.75", DecisionSource.Student.Word()]));
        Assert.Equal(new ResultCells("Sales", DecisionSource.Student, 0.5, UndecidedReason.None, true), ResultCells.Of(["Sales", "0.5", DecisionSource.Student.Word() + ":uncertified"]));
        Assert.Equal(new ResultCells(null, DecisionSource.None, 0, UndecidedReason.Failed, false), ResultCells.Of(["x", "1", "undecided:" + UndecidedReason.Failed.Word()]));
        Assert.Equal(new ResultCells("Sales", DecisionSource.None, 0, UndecidedReason.Kept, false), ResultCells.Of(["Sales", "", UndecidedReason.Kept.Word()]));
        Assert.Contains("nobody who decides", Assert.Throws<FormatException>(() => ResultCells.Of(["x", "1", "nobody"])).Message, StringComparison.Ordinal);
        Assert.Contains("no reason for a lead without a label", Assert.Throws<FormatException>(() => ResultCells.Of(["x", "1", "undecided:because"])).Message, StringComparison.Ordinal);
        var values = ResultCells.ValuesOf(Samples.Question).ToArray();
        Assert.Equal(["Sales", "Marketing", "Other", "0.5"], values.Take(4));
        Assert.Equal(4 + (2 * 5) + 8, values.Distinct().Count());
    }

    [Fact]
    public void Texts_in_memory_are_a_list_with_a_name_of_their_own()
    {
        var list = new TextList(["a", "bc"]);
        using var reader = list.File.Open();
        Assert.Equal(["text"], reader.Columns);
        Assert.Equal((true, "a", true, "bc", false), (reader.Read(), reader.Value(0).ToString(), reader.Read(), reader.Value(0).ToString(), reader.Read()));
        Assert.Equal((list.Name, list.File.Name), ("list " + list.File.Hash[..12], new TextList(["a", "bc"]).Name));
        Assert.NotEqual(list.Name, new TextList(["ab", "c"]).Name);
        using var writer = list.File.Create(reader, []);
        writer.Take();
        writer.Write(["Sales", "0.5", DecisionSource.Teacher.Word()]);
        writer.TakeEnd();
        writer.Complete();
        Assert.Equal("Sales", Assert.Single(list.Result).Label);
        Assert.Equal(["text"], TextList.About(Samples.Question).Text.Columns);
    }

    private static JobSettings Named(string question, string column) => new() { OutColumns = ImmutableSortedDictionary<string, string>.Empty.Add(question, column) };

    private static JobRequest Request(JobSettings settings, params Question[] questions) => new Table(["Title"]).Request(settings, questions);
}
