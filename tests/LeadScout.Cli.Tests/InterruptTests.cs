using System.Text;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class InterruptTests
{
    [Fact]
    public async Task Ctrl_C_saves_what_is_in_flight_and_the_job_goes_on_without_asking_anything_twice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { Answers = titles.Answers, Latency = TimeSpan.FromSeconds(1) });
        using var job = new TitleJob(titles, server);
        using var process = job.Start();
        await UntilAsync(() => server.Stats.AnsweredTexts > 0 || process.HasExited);
        process.Interrupt();
        var stopped = await process.EndAsync();

        Assert.True(stopped.ExitCode == 130, stopped.Error);
        Assert.Equal("interrupted", stopped.Text("state"));
        Assert.Null(stopped.Text("output"));
        Assert.Contains("jobs resume", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("This run wrote no result.", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(job.Folder["titles.labelled.csv"]));
        Assert.InRange(server.Stats.Items, 1, titles.DistinctTexts - 1);
        Assert.Equal(server.Stats.Items, stopped.Number("askedTexts"));

        var resumed = await LeadScoutProcess.RunAsync(
            job.Folder.Path, "test-key", "jobs", "resume", stopped.Text("job")!, "--format", "json");

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(titles.Expected, Encoding.UTF8.GetString(job.Output));
        Assert.Equal(0, server.Stats.RepeatedTexts);
        Assert.Equal(0, resumed.Number("lostCalls"));
    }

    [Fact]
    public async Task A_closed_terminal_saves_like_Ctrl_C()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent on Linux only.");
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { Answers = TitleList.Invented.Answers, Latency = TimeSpan.FromSeconds(1) });
        using var job = new TitleJob(TitleList.Invented, server);
        using var process = job.Start();
        await UntilAsync(() => server.Stats.AnsweredTexts > 0 || process.HasExited);
        process.HangUp();

        var stopped = await process.EndAsync();

        Assert.True(stopped.ExitCode == 130, stopped.Error);
        Assert.Equal(server.Stats.Items, stopped.Number("askedTexts"));
    }

    [Fact]
    public async Task What_was_started_to_outlive_its_terminal_does_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent on Linux only.");
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers });
        using var job = new TitleJob(TitleList.Invented, server);
        using var process = LeadScoutProcess.StartWithoutTerminal(job.Folder.Path, "test-key", job.Arguments);
        await UntilAsync(() => server.Stats.AnsweredTexts > 0 || process.HasExited);
        process.HangUp();

        Assert.Equal(0, (await process.EndAsync()).ExitCode);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
