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
    [InlineData("teachers: {b: {model: 'openai:m'}}", "There is no teacher 'a'")]
    public async Task A_file_that_is_wrong_is_refused_with_the_place_and_what_is_allowed(string yaml, string why)
    {
        using var folder = new Folder();

        var run = await ClassifyAsync(folder, folder.Write("teachers.yaml", yaml), "--teacher", "a");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", run.Error, StringComparison.Ordinal);
    }

    private static Task<Run> ClassifyAsync(Folder folder, string file, params string[] more) => CommandLine.RunAsync(
        variable => variable == "GATEWAY" ? "gw-secret" : variable == "OPENAI_API_KEY" ? "test-key" : null,
        ["classify", folder.Write("leads.csv", "Job Title\nVertriebsleiter\nCFO\n"), "--question", "department", "--teachers", file, "--max-error", "0%", "--format", "json", "--db", folder["jobs.db"], .. more]);
}
