using LeadScout.Answers;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests.Teachers;

public sealed class TeachersFileTests
{
    [Fact]
    public async Task A_teacher_is_asked_as_the_file_says_and_the_command_line_goes_before_it()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var file = folder.Write("teachers.yaml", $"""
            teachers:
              local:
                model: openai:qwen3-8b
                url: {server.Url}
                temperature: 0.25
                structured-output: schema
                headers: {"{"}X-Team: blue, X-Gateway-Token: "env:GATEWAY"{"}"}
                price-in: 0.10
                price-out: 0.40
            """);

        var run = await ClassifyAsync(folder, file, "--teacher", "local", "--header", "X-Team: red");

        Assert.True(run.ExitCode == 0, run.Error);
        var call = server.Calls[^1];
        Assert.Equal(("red", "gw-secret"), (call.Headers["X-Team"], call.Headers["X-Gateway-Token"]));
        Assert.Contains("\"temperature\":0.25", call.Body, StringComparison.Ordinal);
        Assert.True(run.Json.GetProperty("costUsd").GetDecimal() > 0);
    }

    [Theory]
    [InlineData("teachers: {a: {model: 'openai:m', colour: red}}", "'colour' is not known here")]
    [InlineData("teachers: {a: {url: 'http://127.0.0.1:9/v1'}}", "'model' is missing")]
    [InlineData("teachers: {a: {model: 'openai:m', timeout: soon}}", "timeout can't be 'soon'")]
    [InlineData("teachers: {a: {model: 'openai:m', price-in: '1'}}", "belong together")]
    [InlineData("teachers: {a: {model: 'openai:m', headers: {Authorization: sesame}}}", "secrets come from the environment")]
    [InlineData("teachers: [a]", "a mapping of names")]
    [InlineData("a: &x [*x]", "an alias")]
    [InlineData("teachers: {", "no YAML")]
    [InlineData("teachers: {b: {model: 'openai:m'}}", "There is no LLM 'a'")]
    public async Task A_file_that_is_wrong_is_refused_with_the_place_and_what_is_allowed(string yaml, string why)
    {
        using var folder = new Folder();

        var run = await ClassifyAsync(folder, folder.Write("teachers.yaml", yaml), "--teacher", "a");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resume_takes_address_headers_and_patience_from_the_file_and_stays_the_same_job()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var file = Begin(folder, "http://127.0.0.1:9/v1", "X-Team: blue");
        var stopped = await ClassifyAsync(folder, file, "--teacher", "local", "--retries", "0");
        Assert.True(stopped.ExitCode == 4, stopped.Error);

        var without = await ResumeAsync(folder, stopped);
        Assert.Contains("--header 'X-Team: ...'", without.Error, StringComparison.Ordinal);
        Begin(folder, server.Url.ToString(), "X-Team: green", "    temperature: 0.9\n    patience: 1h\n    requests-per-minute: 600\n");
        var resumed = await ResumeAsync(folder, stopped, "--teachers", file);

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(stopped.Text("job"), resumed.Text("job"));
        Assert.Equal("green", server.Calls[^1].Headers["X-Team"]);
        Assert.DoesNotContain("0.9", server.Calls[^1].Body, StringComparison.Ordinal);
        using var store = SqliteStore.OpenRead(folder["jobs.db"]);
        var job = await store.FindAsync(new JobId(resumed.Text("job")!), TestContext.Current.CancellationToken);
        Assert.Equal("600", job!.Invocation["requests-per-minute"]);
    }

    [Theory]
    [InlineData("teachers: {other: {model: 'openai:gpt-5'}}", "No LLM of")]
    [InlineData("teachers: {a: {model: 'openai:qwen3-8b'}, b: {model: 'openai:qwen3-8b'}}", "Several LLMs of")]
    [InlineData("teachers: {local: {model: 'openai:gpt-5'}}", "Another model makes another job")]
    public async Task A_resume_with_a_file_of_other_teachers_is_refused(string yaml, string why)
    {
        using var folder = new Folder();
        var stopped = await ClassifyAsync(
            folder, Begin(folder, "http://127.0.0.1:9/v1", "X-Team: blue"), "--teacher", "local", "--retries", "0");

        var resumed = await ResumeAsync(folder, stopped, "--teachers", folder.Write("other.yaml", yaml));

        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains(why, resumed.Error, StringComparison.Ordinal);
    }

    private static string Begin(Folder folder, string url, string header, string more = "") =>
        folder.Write(
            "teachers.yaml", $"teachers:\n  local:\n    model: openai:qwen3-8b\n    url: {url}\n{more}    headers: {{{header}}}\n");

    private static Task<Run> ResumeAsync(Folder folder, Run stopped, params string[] more) => CommandLine.RunAsync(
        variable => variable == "OPENAI_API_KEY" ? "test-key" : null,
        ["jobs", "resume", stopped.Text("job")!, "--db", folder["jobs.db"], "--format", "json", .. more]);

    private static Task<Run> ClassifyAsync(Folder folder, string file, params string[] more) => CommandLine.RunAsync(
        variable => variable == "GATEWAY" ? "gw-secret" : variable == "OPENAI_API_KEY" ? "test-key" : null,
        ["classify", folder.Write("leads.csv", "Job Title\nVertriebsleiter\nCFO\n"), "--question", "department", "--teachers", file, "--max-error", "0%", "--format", "json", "--db", folder["jobs.db"], .. more]);
}
