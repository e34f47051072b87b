using System.Text.RegularExpressions;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>The forecast, over real HTTP.</summary>
public sealed class EstimateTests
{
    private static readonly string[] FivePercent = ["--max-error", "5%", "--limit", "3000"];

    [Fact]
    public async Task It_asks_nothing_needs_no_key_and_makes_no_database()
    {
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var job = new TitleJob(titles, server);

        var run = await FolderCommand.RunAsync(
            job.Folder, null, "estimate", "titles.csv", "--question", "group.yaml", "--teacher", "openai:gpt-5-mini", "--format", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        Assert.Equal(0, server.Stats.Calls);
        Assert.Equal(
            ["group.yaml", "titles.csv"], Directory.EnumerateFiles(job.Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((titles.Rows, titles.DistinctTexts), (run.Number("rows"), run.Number("distinctTexts")));
        var cost = run.Json.GetProperty("left").GetProperty("costUsd");
        Assert.True(cost.GetProperty("least").GetDecimal() is > 0 and var least && least < cost.GetProperty("most").GetDecimal());
        Assert.True(run.Json.GetProperty("rowByRowCostUsd").GetDecimal() > cost.GetProperty("most").GetDecimal());
    }

    [Fact]
    public async Task Of_a_long_list_it_says_texts_and_price_as_intervals_and_that_only_a_probe_can_tell()
    {
        using var folder = new Folder();
        string[] ranks = ["head", "chief", "junior", "lead", "deputy"], kinds = ["sales", "tax", "brand", "export", "data"];
        var titles = ranks.SelectMany(rank => kinds.SelectMany(kind => Enumerable.Range(0, 200).Select(i => $"{rank} of {kind} {i}\n")));
        var leads = folder.Write("leads.csv", "Job Title\n" + string.Concat(titles));
        string[] estimate = ["estimate", leads, "--question", "department", "--teacher", "openai:gpt-4.1-mini", "--db", folder["x.db"]];

        var (text, json) = (await CommandLine.RunAsync(estimate), await CommandLine.RunAsync([.. estimate, "--format", "json"]));

        Assert.Equal((0, 0), (text.ExitCode, json.ExitCode));
        Assert.Matches(@"to ask +[\d,]+ to [\d,]+ texts in [\d,]+ to [\d,]+ calls\s", text.Out);
        Assert.Matches(@"cost +\$\d+\.\d+ to \$\d+\.\d+", text.Out);
        Assert.Contains("only a probe can tell", text.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("most likely", text.Out, StringComparison.Ordinal);
        var left = json.Json.GetProperty("left");
        Assert.True(left.GetProperty("needsProbe").GetBoolean());
        Assert.Equal(400, left.GetProperty("probeTexts").GetInt32());
        Assert.Contains("--probe 400", text.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        foreach (var figure in new[] { "asks", "calls", "costUsd" }.Select(left.GetProperty))
        {
            Assert.InRange(figure.GetProperty("expected").GetDecimal(), figure.GetProperty("least").GetDecimal(), figure.GetProperty("most").GetDecimal());
            Assert.True(figure.GetProperty("least").GetDecimal() < figure.GetProperty("most").GetDecimal());
        }
    }

    [Theory]
    [InlineData("openai:gpt-5-mini", null, "counted as assumed")]
    [InlineData("openai:gpt-5-mini", "300", "counted as stated")]
    [InlineData("openai:gpt-4.1-mini", null, null)]
    public async Task It_says_what_the_tokens_of_thought_rest_on(string teacher, string? stated, string? says)
    {
        using var folder = new Folder();
        var leads = folder.Write("leads.csv", "Job Title\nCFO\nRecruiter\n");

        var run = await CommandLine.RunAsync(
            _ => null,
            ["estimate", leads, "--question", "department", "--teacher", teacher, "--db", folder["x.db"], .. stated is null ? Array.Empty<string>() : ["--thinking-tokens", stated]]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(says is not null, run.Out.Contains("thinking", StringComparison.Ordinal));
        Assert.Contains(says ?? "tokens", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_error_allowed_it_says_exactly_what_classify_then_asks()
    {
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var job = new TitleJob(titles, server);

        var left = (await RunAsync(job, "estimate", "--max-error", "0%")).Json.GetProperty("left");
        var run = await job.RunAsync();

        Assert.Equal(
            ("exact", run.Number("askedTexts"), run.Number("calls")),
            (left.GetProperty("basis").GetString(), left.GetProperty("asks").GetProperty("most").GetInt64(), left.GetProperty("calls").GetProperty("least").GetInt64()));
    }

    [Fact]
    public async Task A_probe_asks_so_many_and_classify_that_many_fewer()
    {
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var job = new TitleJob(titles, server);
        using var other = new TitleJob(titles, server);
        await RunAsync(other, "classify", FivePercent);
        var whole = server.Stats.Items;

        var probe = await RunAsync(job, "estimate", [.. FivePercent, "--probe", "70"]);
        Assert.Equal((70, 70L, "probed"), (server.Stats.Items - whole, probe.Number("probedTexts"), probe.Text("state")));
        var database = job.Folder.Read("leadscout.db");
        var again = await RunAsync(job, "estimate", FivePercent);
        Assert.Equal((70, 70L, 0L), (server.Stats.Items - whole, again.Number("askedTexts"), again.Number("probedTexts")));
        Assert.Equal(database, job.Folder.Read("leadscout.db"));
        var run = await RunAsync(job, "classify", FivePercent);

        Assert.Equal((0, whole, (long)whole), (run.ExitCode, server.Stats.Items - whole, run.Number("askedTexts")));
        Assert.Equal(other.Output, job.Output);
        Assert.Contains("Nothing to ask.", (await RunAsync(job, "classify", FivePercent)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_people_it_says_what_is_known_what_is_left_and_how_sure_that_is()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync("Job Title\nCFO\n");

        var run = await CommandLine.RunAsync(
            "estimate", trial.Folder.Write("more.csv", "Job Title\nCFO\nRecruiter\n\n"), "--question", "department", "--teacher", "recorded:" + trial.Folder["answers.tsv"], "--db", trial.Database);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 rows, 2 distinct texts, 1 row without a text", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 text by an earlier answer", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 text in 1 call", run.Out, StringComparison.Ordinal);
        Assert.Contains("known exactly", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_whether_the_limit_is_enough_and_what_the_first_call_takes()
    {
        using var folder = new Folder();
        var leads = folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"Head of Sales {i}\n")));
        string[] estimate = ["estimate", leads, "--question", "department", "--teacher", "openai:gpt-4.1-mini", "--max-error", "0%", "--db", folder["x.db"], "--max-cost"];

        var none = await CommandLine.RunAsync([.. estimate, "0.0001"]);
        var least = Regex.Match(none.Out, @"0\.0001 lets nothing be asked: the next call could cost up to about \$\S+\. Give at least --max-cost (\S+)").Groups[1].Value;
        var some = await CommandLine.RunAsync([.. estimate, least]);
        var all = await CommandLine.RunAsync([.. estimate, "5"]);

        Assert.Equal((0, 0, 0), (none.ExitCode, some.ExitCode, all.ExitCode));
        Assert.NotEqual("", least);
        Assert.DoesNotContain("lets nothing", some.Out, StringComparison.Ordinal);
        Assert.Contains("$5.00 is enough, by this forecast", all.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_its_limit_has_stopped_names_a_limit_that_is_enough()
    {
        var titles = TitleList.Invented;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var job = new TitleJob(titles, server);
        string[] prices = ["--price-in", "1", "--price-out", "4"];

        var stopped = await job.RunAsync([.. prices, "--max-cost", "0.02"]);
        var offered = Regex.Match(stopped.Error, @"--max-cost (\d\S*) +\(by the forecast").Groups[1].Value;
        var shown = await FolderCommand.RunAsync(job.Folder, null, "jobs", "show", stopped.Text("job")!);
        var resumed = await FolderCommand.RunAsync(job.Folder, "test-key", "jobs", "resume", stopped.Text("job")!, "--max-cost", offered);

        Assert.Equal(3, stopped.ExitCode);
        Assert.True(resumed.ExitCode == 0, resumed.Error + stopped.Error);
        Assert.Contains("--max-cost MORE    (more than $0.02;", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_may_change_after_a_probe()
    {
        using var trial = new Trial();
        var probe = await CommandLine.RunAsync(
            "estimate", trial.Folder.Write("leads.csv", "Job Title\nCFO\nRecruiter\n"), "--question", "department", "--teacher", "recorded:" + trial.Folder.Write("answers.tsv", Trial.Answers), "--db", trial.Database, "--probe", "1", "--format", "json");
        Assert.Equal(
            (0, 1L, 1L),
            (probe.ExitCode, probe.Number("probedTexts"), probe.Json.GetProperty("left").GetProperty("asks").GetProperty("most").GetInt64()));

        var run = await trial.ClassifyAsync("Job Title\nCFO\nRecruiter\nVertriebsleiter\n", "--format", "json");

        Assert.Equal((0, 2L), (run.ExitCode, run.Number("askedTexts")));
    }

    private static async Task<Run> RunAsync(TitleJob job, string command, params string[] more)
    {
        var run = await FolderCommand.RunAsync(
            job.Folder,
            "test-key",
            [command, .. job.Arguments[1..].Where(argument => argument is not ("--max-error" or "0%")), .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
