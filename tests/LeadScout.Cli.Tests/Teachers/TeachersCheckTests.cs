using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using LeadScout.StandIn.Picky;
using Xunit;

namespace LeadScout.Cli.Tests.Teachers;

public sealed class TeachersCheckTests
{
    [Theory]
    [InlineData("openai:gpt-5-mini")]
    [InlineData("anthropic:claude-haiku-4-5")]
    [InlineData("ollama:qwen3:8b")]
    [InlineData("azure-openai:mine")]
    public async Task Three_calls_say_that_all_works_and_what_it_cost(string teacher)
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var run = await CheckAsync(folder, teacher, server.Url);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((3, 0, 3), (run.Number("calls"), run.Number("refusedCalls"), server.Stats.Calls));
        Assert.Equal((server.Stats.InputTokens, server.Stats.OutputTokens), (run.Number("inputTokens"), run.Number("outputTokens")));
        Assert.All(
            ["works", "answersOne", "answersSeveral", "answersAlike", "countsUsage"],
            name => Assert.True(run.Json.GetProperty(name).GetBoolean(), name));
        Assert.Equal("schema", run.Text("structuredOutput"));
        Assert.DoesNotContain("test-key", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_wants_is_said_and_kept_for_jobs()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions
        {
            Rejects = body => PickyServer.HasSchema(body) ? new(400, """{"error":"This response_format type is unavailable now"}""") : null,
            Answers = null,
        });

        var run = await CheckAsync(folder, "openai:gpt-5-mini", server.Url);

        Assert.Equal((1, "object"), (run.Number("refusedCalls"), run.Text("structuredOutput")));
        Assert.Contains("any JSON object instead of a schema", run.Json.GetProperty("settled").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401:1", "OPENAI_API_KEY was refused")]
    [InlineData("404:1", "does not exist")]
    [InlineData("bad-json:1", "no JSON object")]
    public async Task A_teacher_that_does_not_work_gives_exit_code_4_and_the_reason(string fault, string reason)
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions { Faults = [FaultRate.Parse(fault)] });

        var run = await CheckAsync(folder, "openai:gpt-5-mini", server.Url);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains(reason, run.Text("problem"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recorded:answers.tsv")]
    [InlineData("nobody:gpt")]
    [InlineData("openai:")]
    public async Task What_can_not_be_checked_is_bad_usage(string teacher)
    {
        using var folder = new Folder();

        Assert.Equal(2, (await CommandLine.RunAsync(_ => "key", "teachers", "check", teacher, "--db", folder["t.db"])).ExitCode);
    }

    [Fact]
    public async Task For_a_person_it_says_the_same_in_words()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var run = await CommandLine.RunAsync(
            _ => "test-key", "teachers", "check", "openai:gpt-5-mini", "--teacher-url", server.Url.ToString(), "--db", folder["t.db"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(
            ["answers       yes", "batch         yes", "JSON schema", "counted by the server", "$0.25 in, $2.00 out", "3 calls", "All works."],
            said => Assert.Contains(said, run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("401:1", "cost          $0.00 for 1 call,", "reply's form  not known", "usage         not known", "batch         not tried", "same again    not tried")]
    [InlineData("404:1", "cost          $0.00 for 1 call,", "settled on    not known")]
    [InlineData("close:1", "cost          $0.00 measured, and up to $0.", "usage         not known")]
    [InlineData("no-usage:1", "cost          $0.00 measured, and up to $0.0", "usage         not counted by the server", "All works.")]
    [InlineData("mumbles DRAFT or ANSWER:1", "answers       no", "batch         no:", "same again    not tried", "two different answers in one reply")]
    public async Task What_is_not_known_is_not_said_and_what_is_possibly_billed_is_not_shown_as_measured(string fault, params string[] said)
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions { Faults = [FaultRate.Parse(fault)] });

        var run = await CommandLine.RunAsync(
            _ => "test-key", new FastClock(),
            ["teachers", "check", "openai:gpt-5-mini", "--teacher-url", server.Url.ToString(), "--db", folder["t.db"]]);

        Assert.All(said, words => Assert.Contains(words, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_says_whose_key_is_there_and_shows_none()
    {
        var run = await CommandLine.RunAsync(variable => variable == "ANTHROPIC_API_KEY" ? "test-key" : null, "teachers", "list");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("key in ANTHROPIC_API_KEY: set", run.Out, StringComparison.Ordinal);
        Assert.Contains("key in OPENAI_API_KEY: not set", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("test-key", run.Out, StringComparison.Ordinal);
    }

    private static Task<Run> CheckAsync(Folder folder, string teacher, Uri url) => CommandLine.RunAsync(
        variable => variable.EndsWith("_API_KEY", StringComparison.Ordinal) ? "test-key" : null,
        new FastClock(),
        ["teachers", "check", teacher, "--teacher-url", url.ToString(), "--db", folder["t.db"], "--format", "json"]);
}
