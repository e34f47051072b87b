using System.Net;
using System.Net.Sockets;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Teachers that misbehave, and spending limits that run dry.</summary>
public sealed class TeacherTests
{
    private static readonly string[] Titles = ["Vertriebsleiter", "CFO", "Recruiter", "CEO", "Buyer"];

    [Fact]
    public async Task A_teacher_that_is_down_gives_exit_code_4_and_a_job_to_resume()
    {
        using var folder = new Folder();

        var run = await AskAsync(folder, new Uri($"http://127.0.0.1:{ClosedPort()}/v1"), "--retries", "0");

        Assert.True(run.ExitCode == 4, run.Error);
        Assert.Equal("teacher-unavailable", run.Text("state"));
        Assert.Contains("jobs resume", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["leads.labelled.csv"]));

        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var resumed = await AskAsync(folder, server.Url);
        Assert.Equal((0, run.Text("job")), (resumed.ExitCode, resumed.Text("job")));
    }

    [Fact]
    public async Task A_key_that_is_refused_gives_exit_code_4_and_is_shown_to_nobody()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions { Faults = [FaultRate.Parse("401:1")] });

        var run = await AskAsync(folder, server.Url);

        Assert.True(run.ExitCode == 4, run.Error);
        Assert.Equal(1, server.Stats.Calls);
        Assert.Contains("the key in OPENAI_API_KEY was refused", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("test-key", run.Error + run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_the_teacher_leaves_out_three_times_is_undecided_with_a_reason_and_the_job_goes_on()
    {
        using var folder = new Folder();
        var answers = Recording.Load(
            folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(Titles[1..].Select(title => $"{title}\tSales\n"))));
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = answers });

        var run = await AskAsync(folder, server.Url);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((1, 3), (run.Number("undecidedRows"), server.Stats.Calls));
        Assert.Equal(1, run.Json.GetProperty("undecidedRowsByReason").GetProperty("failed").GetInt64());
        Assert.Contains(
            "Vertriebsleiter,,,undecided:failed",
            await File.ReadAllTextAsync(folder["leads.labelled.csv"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_purse_gives_exit_code_3_before_the_limit_is_passed_and_more_money_goes_on()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var poor = await AskAsync(folder, server.Url, "--max-cost", "0.000001", "--price-in", "0.25", "--price-out", "2.00");

        Assert.True(poor.ExitCode == 3, poor.Error);
        Assert.Equal("out-of-money", poor.Text("state"));
        Assert.Equal(0, server.Stats.Calls);
        Assert.Contains("--max-cost", poor.Error, StringComparison.Ordinal);
        Assert.Contains(
            "undecided:out-of-money",
            await File.ReadAllTextAsync(folder["leads.labelled.csv"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        var rich = await CommandLine.RunAsync(
            _ => "test-key", "jobs", "resume", poor.Text("job")!, "--db", folder["x.db"], "--max-cost", "$1", "--format", "json");
        Assert.True(rich.ExitCode == 0, rich.Error);
        Assert.True(rich.Json.GetProperty("costUsd").GetDecimal() is > 0 and < 1, rich.Out);
        Assert.Equal(Titles.Length, rich.Json.GetProperty("rowsBySource").GetProperty("teacher").GetInt64());
    }

    private static Task<Run> AskAsync(Folder folder, Uri url, params string[] more) => CommandLine.RunAsync(
        _ => "test-key",
        [
            "classify", folder.Write("leads.csv", "Job Title\n" + string.Join('\n', Titles) + "\n"), "--question", "department",
            .. more, "--teacher", "openai:stand-in", "--teacher-url", url.ToString(), "--max-error", "0%", "--db", folder["x.db"],
            "--format", "json",
        ]);

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
