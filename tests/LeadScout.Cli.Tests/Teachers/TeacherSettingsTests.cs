using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Cli.Tests.Teachers;

public sealed class TeacherSettingsTests
{
    private static readonly string[] All =
    [
        "--timeout", "90s", "--patience", "10m", "--structured-output", "object", "--thinking-tokens", "512", "--temperature", "0.5",
        "--header", "X-Team: blue", "--header", "X-Gateway-Token: env:GATEWAY",
    ];

    [Fact]
    public async Task A_job_keeps_its_settings_for_a_resume_and_no_headers_value()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions { Faults = [FaultRate.Parse("401:1")] });

        var run = await ClassifyAsync(folder, server.Url, All);
        Assert.True(run.ExitCode == 4, run.Error);

        using (var store = SqliteStore.OpenRead(folder["jobs.db"]))
        {
            var kept = (await store.ListAsync(TestContext.Current.CancellationToken))[0].Invocation;
            Assert.Equal(
                ("90s", "10m", "object", "512", "0.5"),
                (kept["timeout"], kept["patience"], kept["structured-output"], kept["thinking-tokens"], kept["temperature"]));
            Assert.Equal(("X-Team", "X-Gateway-Token: env:GATEWAY"), (kept["header:X-Team"], kept["header:X-Gateway-Token"]));
        }

        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllTextAsync(folder["jobs.db"], System.Text.Encoding.Latin1, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("blue", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("gw-secret", bytes, StringComparison.Ordinal);

        var without = await ResumeAsync(folder, run.Text("job")!);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("--header 'X-Team: ...'", without.Error, StringComparison.Ordinal);

        var again = await ResumeAsync(folder, run.Text("job")!, "--header", "X-Team: green");
        Assert.Equal((4, run.Text("job")), (again.ExitCode, again.Text("job")));
        Assert.Equal(("green", "gw-secret"), (server.Calls[^1].Headers["X-Team"], server.Calls[^1].Headers["X-Gateway-Token"]));
    }

    [Fact]
    public async Task The_temperature_makes_another_job_and_nothing_else_does()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var plain = await ClassifyAsync(folder, server.Url);

        foreach (
            var same in new string[][] { ["--timeout", "1h"], ["--patience", "1m"], ["--structured-output", "none"], ["--thinking-tokens", "9"], ["--header", "X-A: b"] })
        {
            Assert.Equal(plain.Text("job"), (await ClassifyAsync(folder, server.Url, same)).Text("job"));
        }

        Assert.NotEqual(plain.Text("job"), (await ClassifyAsync(folder, server.Url, "--temperature", "0.7")).Text("job"));
    }

    [Theory]
    [InlineData("--timeout", "0s")]
    [InlineData("--timeout", "120")]
    [InlineData("--timeout", "2 days")]
    [InlineData("--patience", "soon")]
    [InlineData("--structured-output", "strict")]
    [InlineData("--thinking-tokens", "-1")]
    [InlineData("--temperature", "3")]
    [InlineData("--temperature", "NaN")]
    [InlineData("--header", "X-Team")]
    [InlineData("--tier", "cheap")]
    [InlineData("--tier-fallback")]
    public async Task What_is_not_allowed_is_named_with_what_is(params string[] option)
    {
        using var folder = new Folder();

        var run = await ClassifyAsync(folder, new Uri("http://127.0.0.1:9/v1"), option);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(option[0], run.Error, StringComparison.Ordinal);
    }

    private static Task<Run> ClassifyAsync(Folder folder, Uri url, params string[] more) => CommandLine.RunAsync(
        EnvironmentOf,
        ["classify", folder.Write("leads.csv", "Job Title\nVertriebsleiter\nCFO\n"), "--question", "department", "--teacher", "openai:gpt-5-mini", "--teacher-url", url.ToString(),
            "--max-error", "0%", "--retries", "0", "--format", "json", "--db", folder["jobs.db"], .. more]);

    private static Task<Run> ResumeAsync(Folder folder, string job, params string[] more) =>
        CommandLine.RunAsync(EnvironmentOf, ["jobs", "resume", job, "--db", folder["jobs.db"], "--format", "json", .. more]);

    private static string? EnvironmentOf(string variable) =>
        variable == "GATEWAY" ? "gw-secret" : variable == "OPENAI_API_KEY" ? "test-key" : null;
}
