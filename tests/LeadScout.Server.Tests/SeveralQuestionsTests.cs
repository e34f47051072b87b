using System.Text;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>
/// What a job over HTTP takes beside one question: several, a second opinion, columns of other names. The bytes are the command line's.
/// </summary>
public sealed class SeveralQuestionsTests : IDisposable
{
    private const int Titles = 240;
    private const string Names =
        "name: origin\nask: Where does this name come from?\ntext: \"{First} {Last}\"\nlabels: [Here, Elsewhere]\n";

    private static readonly string[] Departments = ["Sales", "Finance", "Marketing"];
    private static readonly string[] Levels = ["Executive", "Manager", "Junior"];

    private readonly Folder _folder = new();
    private readonly string _answers;
    private readonly string _names;

    public SeveralQuestionsTests()
    {
        var (list, answers, names) = (
            new StringBuilder("Title,Vorname,Nachname\n"),
            new StringBuilder("text\tdepartment\tseniority\n"),
            new StringBuilder("text\tlabel\n"));
        for (var i = 0; i < Titles; i++)
        {
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"title {i},Ada{i % 7},Li{i % 11}\n");
            answers.Append(System.Globalization.CultureInfo.InvariantCulture, $"title {i}\t{Departments[i % 3]}\t{Levels[i % 5 % 3]}\n");
            names.Append(System.Globalization.CultureInfo.InvariantCulture, $"Ada{i % 7} Li{i % 11}\t{(i % 2 == 0 ? "Here" : "Elsewhere")}\n");
        }

        _folder.Write("leads.csv", list.ToString());
        _answers = _folder.Write("answers.tsv", answers.ToString());
        _names = _folder.Write("names.tsv", names.ToString());
    }

    [Fact]
    public async Task Two_questions_in_one_pass_give_the_bytes_of_the_command_line()
    {
        await ByCommandLineAsync("--question", "department", "--question", "seniority", "--teacher", "recorded:" + _answers);
        await using var trial = await ServerTrial.StartAsync(options => options with { Teacher = "recorded:" + _answers });
        var list = await trial.UploadAsync("leads.csv", _folder.Read("leads.csv"));

        var estimate = await trial.PostAsync("/api/v1/estimate", new { list, questions = new[] { "department", "seniority" } });
        var id = (await trial.PostAsync("/api/v1/jobs", new { list, questions = new[] { "department", "seniority" } }, 202)).Text("job")!;
        var job = await trial.StillAsync(id);

        Assert.Equal("done", job.Text("state"));
        Assert.Equal("department, seniority", job.Text("question"));
        Assert.Equal(
            ["department", "seniority"],
            job.GetProperty("report").GetProperty("questions").EnumerateArray().Select(question => question.Text("question")));
        Assert.Equal(Titles, estimate.Number("rows"));
        Assert.Equal(_folder.Read("leads.labelled.csv"), await trial.ResultAsync(id));
        await EachQuestionHasRowsAsync(trial, id);
    }

    [Fact]
    public async Task Upload_and_job_in_one_request_take_several_questions_and_columns()
    {
        await using var trial = await ServerTrial.StartAsync(options => options with { Teacher = "recorded:" + _answers });
        var list = await trial.UploadAsync("leads.csv", _folder.Read("leads.csv"));
        var job = (
            await trial.PostAsync("/api/v1/jobs", new { list, questions = new[] { "department", "seniority" }, columns = Columns(("Job Title", "Title")) }, 202)).Text("job");
        using var response = await trial.PostBytesAsync(
            "/api/v1/jobs/upload?name=leads.csv&question=department&question=seniority&column=Job%20Title%3DTitle",
            _folder.Read("leads.csv"));

        Assert.Equal(job, (await ServerTrial.JsonAsync(response, 202)).Text("job"));
    }

    [Fact]
    public async Task A_question_about_several_columns_takes_the_lists_own()
    {
        _folder.Write("origin.yaml", Names);
        await ByCommandLineAsync(
            "--question", "origin.yaml", "--column", "First=Vorname", "--column", "Last=Nachname", "--teacher", "recorded:" + _names);
        await using var trial = await ServerTrial.StartAsync(options => options with { Teacher = "recorded:" + _names });
        await trial.PostAsync("/api/v1/questions", new { yaml = Names }, 201);
        var list = await trial.UploadAsync("leads.csv", _folder.Read("leads.csv"));

        var unknown = await trial.PostAsync("/api/v1/jobs", new { list, question = "origin" }, 400);
        var mistyped = await trial.PostAsync(
            "/api/v1/jobs", new { list, question = "origin", columns = Columns(("First", "Vorname"), ("Lest", "Nachname")) }, 400);
        var id = (
            await trial.PostAsync("/api/v1/jobs", new { list, question = "origin", columns = Columns(("First", "Vorname"), ("Last", "Nachname")) }, 202)).Text("job")!;
        await trial.StillAsync(id);

        Assert.Contains("has no column 'First'", unknown.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Last'?", mistyped.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(_folder.Read("leads.labelled.csv"), await trial.ResultAsync(id));
    }

    [Fact]
    public async Task What_the_first_teacher_can_not_answer_goes_to_the_second_and_both_are_on_the_bill()
    {
        _folder.Write("leads.csv", "Job Title\nCFO\nHofnarr\nRecruiter\n");
        await using var small = await TeacherAsync("small.tsv", "text\tlabel\nCFO\tFinance\nRecruiter\tHR\n");
        await using var big = await TeacherAsync("big.tsv", "text\tlabel\nHofnarr\tOther\n");
        await using var trial = await ServerTrial.StartAsync(
            options => options with { Teacher = "openai:gpt-5-nano", TeacherUrl = small.Url.ToString(), Escalate = "openai:gpt-5-mini", EscalateUrl = big.Url.ToString() });
        var list = await trial.UploadAsync("leads.csv", _folder.Read("leads.csv"));

        var same = await trial.PostAsync("/api/v1/jobs", new { list, question = "department", escalate = "openai:gpt-5-nano" }, 400);
        var id = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department", escalate = "openai:gpt-5-mini" }, 202))
            .Text("job")!;
        var job = await trial.StillAsync(id);
        var run = await ByCommandLineAsync(
            "--question", "department", "--teacher", "openai:gpt-5-nano", "--teacher-url", small.Url.ToString(), "--escalate", "openai:gpt-5-mini", "--escalate-url", big.Url.ToString());

        Assert.Contains("second opinion", same.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("done", job.Text("state"));
        Assert.Equal(
            ["openai:gpt-5-nano", "openai:gpt-5-mini"],
            job.GetProperty("report").GetProperty("teachers").EnumerateArray().Select(teacher => teacher.Text("teacher")));
        Assert.Equal(run.Text("job"), id);
        Assert.Equal(_folder.Read("leads.labelled.csv"), await trial.ResultAsync(id));
        Assert.Equal(
            "openai:gpt-5-mini", (await trial.GetAsync($"/api/v1/jobs/{id}/rows/2")).GetProperty("why").GetProperty("answer").Text("by"));
    }

    [Fact]
    public async Task A_job_without_a_question_or_with_the_same_twice_is_refused()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", _folder.Read("leads.csv"));

        Assert.Contains(
            "Which question?", (await trial.PostAsync("/api/v1/jobs", new { list }, 400)).Text("detail"), StringComparison.Ordinal);
        Assert.Contains(
            "not both",
            (await trial.PostAsync("/api/v1/jobs", new { list, question = "seniority", questions = new[] { "department" } }, 400))
                .Text("detail"),
            StringComparison.Ordinal);
        Assert.Contains(
            "ask the LLM the same",
            (await trial.PostAsync("/api/v1/jobs", new { list, questions = new[] { "seniority", "seniority" } }, 400)).Text("detail"),
            StringComparison.Ordinal);
        Assert.Equal(0, (await trial.GetAsync("/api/v1/jobs")).Number("total"));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task EachQuestionHasRowsAsync(ServerTrial trial, string job)
    {
        foreach (var (question, label) in new[] { ("department", "Finance"), ("seniority", "Manager") })
        {
            var rows = (await trial.GetAsync($"/api/v1/jobs/{job}/rows?question={question}&contains=title%201&take=1"))
                .GetProperty("items");
            Assert.Equal(label, rows[0].Text("label"));
            Assert.Equal(label, (await trial.GetAsync($"/api/v1/jobs/{job}/rows/2?question={question}")).GetProperty("why").Text("label"));
        }

        Assert.Contains(
            "It asks: department, seniority",
            (await trial.GetAsync($"/api/v1/jobs/{job}/rows?question=industry", 404)).Text("detail"),
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Columns(params (string Wanted, string Column)[] chosen) =>
        chosen.ToDictionary(one => one.Wanted, one => one.Column);

    private Task<StandInServer> TeacherAsync(string name, string answers) =>
        StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(_folder.Write(name, answers)) });

    private async Task<Run> ByCommandLineAsync(params string[] arguments)
    {
        var run = await LeadScoutProcess.RunAsync(
            _folder.Path, "test-key", ["classify", "leads.csv", .. arguments, "--db", "cli.db", "--format", "json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
