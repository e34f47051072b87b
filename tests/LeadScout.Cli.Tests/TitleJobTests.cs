using System.Text;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>The main job on a real list, over real HTTP to the result file; once from the executable.</summary>
public sealed class TitleJobTests
{
    [Fact]
    public async Task Every_distinct_text_is_asked_once_and_every_row_comes_out_as_it_went_in()
    {
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var job = new TitleJob(titles, server);

        using var process = job.Start();
        var run = await process.EndAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        Assert.Equal(titles.Expected, Encoding.UTF8.GetString(job.Output));
        var stats = server.Stats;
        Assert.Equal((titles.DistinctTexts, titles.DistinctTexts, 0), (stats.Items, stats.DistinctTexts, stats.RepeatedTexts));
        Assert.Equal(stats.Calls, run.Number("calls"));
        Assert.Equal(stats.Items, run.Number("askedTexts"));
        Assert.Equal(stats.InputTokens, run.Number("inputTokens"));
        Assert.Equal(stats.OutputTokens, run.Number("outputTokens"));
        Assert.Equal(titles.Rows, run.Number("rows"));
        Assert.Equal(titles.Rows, run.Json.GetProperty("rowsBySource").GetProperty("teacher").GetInt64());
        Assert.Equal(titles.DistinctTexts, run.Number("distinctTexts"));
        Assert.Equal("done", run.Text("state"));
        Assert.Equal("titles.labelled.csv", run.Text("output"));
    }

    [Fact]
    public async Task The_same_command_again_asks_nothing()
    {
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var job = new TitleJob(titles, server);
        await job.RunAsync();
        var calls = server.Stats.Calls;
        File.Delete(job.Folder["titles.labelled.csv"]);

        var again = await job.RunAsync();

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(calls, server.Stats.Calls);
        Assert.Equal(0, again.Number("newCalls"));
        Assert.Equal(titles.Expected, Encoding.UTF8.GetString(job.Output));
    }

    [Fact]
    public async Task Immediate_learning_asks_fewer_texts_than_deferred_and_says_how_many()
    {
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var immediate = new TitleJob(titles, server);
        using var deferred = new TitleJob(titles, server);

        var atOnce = await immediate.RunAsync("--learn", "immediate");
        var itemsBefore = server.Stats.Items;
        var late = await deferred.RunAsync("--learn", "deferred");

        Assert.Equal((0, 0), (atOnce.ExitCode, late.ExitCode));
        Assert.True(atOnce.Number("askedTexts") < late.Number("askedTexts"), $"{atOnce.Number("askedTexts")} at once, {late.Number("askedTexts")} deferred");
        Assert.Equal(late.Number("askedTexts"), server.Stats.Items - itemsBefore);
        Assert.Equal(late.Number("askedTexts"), atOnce.Number("askedTextsIfDeferred"));
        Assert.Contains("with deferred learning: ", atOnce.Error, StringComparison.Ordinal);
        Assert.Equal(immediate.Output, deferred.Output);
    }
}
