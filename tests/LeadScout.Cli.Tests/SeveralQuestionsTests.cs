using System.Text;
using LeadScout.Answers;
using LeadScout.Llm.Recorded;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Two questions in one pass, over real HTTP.</summary>
public sealed class SeveralQuestionsTests : IDisposable
{
    private const int Titles = 300;
    private static readonly string[] Departments = ["Sales", "Finance", "Marketing"];
    private static readonly string[] Levels = ["Executive", "Manager", "Junior"];

    private readonly Folder _folder = new();
    private readonly Recording _answers;

    public SeveralQuestionsTests()
    {
        var (list, answers, expected) = (
            new StringBuilder("Job Title,Note\n"),
            new StringBuilder("text\tdepartment\tseniority\n"),
            new StringBuilder("Job Title,Note,department,department_confidence,department_source,seniority,seniority_confidence,seniority_source\n"));
        for (var i = 0; i < Titles; i++)
        {
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"title {i},007\n");
            answers.Append(System.Globalization.CultureInfo.InvariantCulture, $"title {i}\t{Departments[i % 3]}\t{Levels[i % 5 % 3]}\n");
            expected.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"title {i},007,{Departments[i % 3]},1,teacher,{Levels[i % 5 % 3]},1,teacher\n");
        }

        _folder.Write("leads.csv", list.ToString());
        _answers = Recording.Load(_folder.Write("answers.tsv", answers.ToString()), questions: ["department", "seniority"]);
        Expected = expected.ToString();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Expected { get; }

    private string Output => Encoding.UTF8.GetString(_folder.Read("leads.labelled.csv"));

    [Fact]
    public async Task One_pass_sends_each_text_once_and_the_document_has_a_part_for_each_question()
    {
        await using var server = await ServerAsync();

        var run = await ClassifyAsync(server, "department", "seniority");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Expected, Output);
        Assert.Equal((Titles, 0, Titles / 20), (server.Stats.Items, server.Stats.RepeatedTexts, server.Stats.Calls));
        Assert.Equal(
            [server.Stats.Calls, server.Stats.InputTokens, server.Stats.OutputTokens],
            [run.Number("calls"), run.Number("inputTokens"), run.Number("outputTokens")]);
        var questions = run.Json.GetProperty("questions").EnumerateArray().ToArray();
        Assert.Equal(["department", "seniority"], questions.Select(question => question.GetProperty("question").GetString()));
        Assert.All(questions, question => Assert.True(question.GetProperty("certificate").GetProperty("holds").GetBoolean()));
        Assert.Equal(run.Number("inputTokens"), questions.Sum(question => question.GetProperty("inputTokens").GetInt64()));
        Assert.Equal(run.Json.GetProperty("costUsd").GetDecimal(), questions.Sum(question => question.GetProperty("costUsd").GetDecimal()));
        Assert.Contains("One call asks department and seniority", run.Error, StringComparison.Ordinal);
        using var store = SqliteStore.OpenRead(_folder["leadscout.db"]);
        Assert.All(
            await store.CallsAsync(new JobId(run.Text("job")!), Cancellation), line => Assert.Equal(2, line.Intent.Questions.Length));
        Assert.Equal(["department", "seniority"], (await store.QuestionNamesAsync(Cancellation)).Values.Order());
    }

    [Fact]
    public async Task One_question_gives_no_such_part_and_two_jobs_take_twice_the_calls()
    {
        await using var server = await ServerAsync();

        var department = await ClassifyAsync(server, "department");
        var seniority = await ClassifyAsync(server, "seniority");
        var both = await ClassifyAsync(server, "seniority", "department");

        Assert.Equal((0, 0, 0), (department.ExitCode, seniority.ExitCode, both.ExitCode));
        Assert.False(department.Json.TryGetProperty("questions", out _));
        Assert.Equal(2 * Titles / 20, server.Stats.Calls); // the third asks nothing: both are known
        Assert.Equal(2 * Titles, both.Json.GetProperty("rowsBySource").GetProperty("exact").GetInt64());
    }

    [Fact]
    public async Task Known_for_one_question_it_is_asked_for_the_other_alone()
    {
        await using var server = await ServerAsync();
        await ClassifyAsync(server, "department", "--limit", "100");
        var before = server.Stats.Calls;

        var both = await ClassifyAsync(server, "department", "seniority");

        Assert.True(both.ExitCode == 0, both.Error);
        Assert.Equal(
            Expected.Split('\n').Select(
                (line, i) => i is > 0 and <= 100 ? line.Replace("1,teacher,", "1,exact,", StringComparison.Ordinal) : line),
            Output.Split('\n'));
        Assert.Equal(Titles / 20, server.Stats.Calls - before);
        Assert.Equal(
            [200, Titles],
            both.Json.GetProperty("questions").EnumerateArray().Select(question => question.GetProperty("askedTexts").GetInt32()));
    }

    [Theory]
    [InlineData("half:0.3")]
    [InlineData("missing:0.3")]
    [InlineData("length:0.2")]
    [InlineData("wrong-labels:0.2")]
    [InlineData("500:0.1")]
    public async Task Faults_change_nothing_about_the_result_and_no_good_answer_is_asked_for_again(string fault)
    {
        await using var server = await ServerAsync(fault);

        var run = await ClassifyAsync(server, "department", "seniority");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Expected, Output);
        Assert.Equal(server.Stats.Calls, run.Number("calls"));
        using var store = SqliteStore.OpenRead(_folder["leadscout.db"]);
        foreach (var question in run.Json.GetProperty("questions").EnumerateArray())
        {
            Assert.Equal(Titles, question.GetProperty("rowsBySource").GetProperty("teacher").GetInt64());
        }

        Assert.Equal(2 * Titles, await store.LogPositionAsync(Cancellation)); // each answer once
    }

    [Theory]
    [InlineData(300)]
    [InlineData(600)]
    public async Task Killed_and_resumed_it_ends_as_if_never_killed(int milliseconds)
    {
        await using var server = await ServerAsync(latency: TimeSpan.FromMilliseconds(60));
        using (var victim = Start(server, "department", "seniority", "--concurrency", "2"))
        {
            await Task.WhenAny(Task.Delay(milliseconds, Cancellation), victim.EndAsync());
            victim.Kill();
            await victim.EndAsync();
        }

        using var next = Start(server, "department", "seniority", "--concurrency", "2");
        var resumed = await next.EndAsync();

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Expected, Output);
        Assert.InRange(resumed.Number("lostCalls"), 0, 2);
        Assert.InRange(server.Stats.RepeatedTexts, 0, 40); // the calls in flight
        using var store = SqliteStore.OpenRead(_folder["leadscout.db"]);
        Assert.Equal(2 * Titles, await store.LogPositionAsync(Cancellation));
    }

    [Fact]
    public async Task An_empty_purse_keeps_what_is_paid_and_resume_goes_on_with_both_questions()
    {
        await using var reference = await ServerAsync();
        await using var server = await ServerAsync();
        var whole = await ClassifyAsync(reference, "department", "seniority", "--db", "reference.db");
        using var store = SqliteStore.OpenRead(_folder["reference.db"]);
        var ceiling = (await store.CallsAsync(new JobId(whole.Text("job")!), Cancellation)).Max(line => line.Intent.Ceiling!.Value.Dollars);
        var limit = ceiling + (whole.Json.GetProperty("costUsd").GetDecimal() / 3);

        var poor = await ClassifyAsync(
            server, "department", "seniority", "--max-cost", limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var rich = await FolderCommand.RunAsync(
            _folder, "test-key", "jobs", "resume", poor.Text("job")!, "--max-cost", "5", "--format", "json");

        Assert.Equal((3, 0), (poor.ExitCode, rich.ExitCode));
        Assert.InRange(poor.Json.GetProperty("costUsd").GetDecimal(), 0.0001m, limit);
        Assert.Equal(Expected, Output);
        Assert.Equal((Titles, 0), (server.Stats.Items, server.Stats.RepeatedTexts));
    }

    [Fact]
    public async Task A_recording_may_have_a_column_for_each_question()
    {
        var run = await CommandLine.RunAsync(
            "classify", _folder["leads.csv"], "--question", "department", "--question", "seniority", "--teacher", "recorded:" + _folder["answers.tsv"], "--max-error", "0%", "--db", _folder["x.db"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Expected, Output);
        Assert.Contains("department: 300 texts asked", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<StandInServer> ServerAsync(string? fault = null, TimeSpan latency = default) => await StandInServer.StartAsync(new StandInOptions
    {
        Answers = _answers,
        Questions = ["department", "seniority"],
        Faults = fault is null ? [] : [FaultRate.Parse(fault)],
        Latency = latency,
    });

    private LeadScoutProcess Start(StandInServer server, params string[] questionsAndMore) =>
        LeadScoutProcess.Start(_folder.Path, "test-key", Arguments(server, questionsAndMore));

    private Task<Run> ClassifyAsync(StandInServer server, params string[] questionsAndMore) =>
        FolderCommand.RunAsync(_folder, "test-key", Arguments(server, questionsAndMore));

    private static string[] Arguments(StandInServer server, string[] questionsAndMore)
    {
        var more = questionsAndMore.SkipWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return
        [
            "classify", "leads.csv", .. questionsAndMore.Take(questionsAndMore.Length - more.Length).SelectMany(question => new[] { "--question", question }),
            "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--price-in", "1", "--price-out", "2", "--max-error", "0%", "--format", "json", .. more,
        ];
    }
}
