using LeadScout.Answers;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What a user can say about prices, and what is done when nobody knows them.</summary>
public sealed class PriceTests
{
    private const string Row = "openai:stand-in\t1000\t2000\t2026-01-31\tour contract\n";

    private const string Header = "model\tinput\toutput\tdate\tsource\n";

    [Fact]
    public async Task Without_a_price_tokens_are_counted_and_money_is_unknown()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var run = await ClassifyAsync(folder, server.Url);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(server.Stats.InputTokens, run.Number("inputTokens"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, run.Json.GetProperty("costUsd").ValueKind);
        Assert.Contains("unknown", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_on_money_without_a_price_is_refused_before_anything_is_sent_and_names_the_options()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var classify = await ClassifyAsync(folder, server.Url, "--max-cost", "1");
        var ask = await CommandLine.RunAsync(
            "ask",
            "CEO",
            "--question",
            "department",
            "--teacher",
            "stand-in",
            "--teacher-url",
            server.Url.ToString(),
            "--db",
            folder["x.db"],
            "--max-cost",
            "1");

        foreach (var run in new[] { classify, ask })
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("--price-in and --price-out", run.Error, StringComparison.Ordinal);
            Assert.Contains("--prices FILE", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, server.Stats.Calls);
    }

    [Fact]
    public async Task Prices_stated_by_hand_or_in_a_table_make_the_bill()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var byHand = await ClassifyAsync(folder, server.Url, "--price-in", "$1000", "--price-out", "2000");
        var byTable = await ClassifyAsync(
            folder, server.Url, "--prices", folder.Write("prices.tsv", Header + Row), "--seed", "2", "--db", folder["y.db"]);

        Assert.Equal((0, 0), (byHand.ExitCode, byTable.ExitCode));
        var expected = ((1000m * byHand.Number("inputTokens")) + (2000m * byHand.Number("outputTokens"))) / 1_000_000;
        Assert.Equal(expected, byHand.Json.GetProperty("costUsd").GetDecimal());
        Assert.Equal(expected, byTable.Json.GetProperty("costUsd").GetDecimal());
        Assert.True(byHand.Json.GetProperty("rowByRowCostUsd").GetDecimal() > expected);
    }

    [Fact]
    public async Task A_resumed_job_keeps_its_prices_unless_told_others()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var table = folder.Write("prices.tsv", Header + Row);

        var poor = await ClassifyAsync(folder, server.Url, "--prices", table, "--max-cost", "0.01");
        var stillPoor = await ResumeAsync(folder, poor);
        var rich = await ResumeAsync(folder, poor, "--price-in", "0.01", "--price-out", "0.02");

        Assert.Equal((3, 3, 0), (poor.ExitCode, stillPoor.ExitCode, rich.ExitCode));
        Assert.InRange(rich.Json.GetProperty("costUsd").GetDecimal(), 0.000001m, 0.01m);
    }

    [Fact]
    public async Task A_price_and_a_limit_given_later_count_for_what_was_asked_without_one()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        string[] about =
        [
            folder.Write("leads.csv", "Job Title\nCFO\nCEO\nRecruiter\nSales Manager\n"), "--question", "department", "--teacher", "stand-in", "--teacher-url",
            server.Url.ToString(), "--max-error", "0%", "--rows-per-call", "2", "--db", folder["x.db"], "--format", "json",
        ];
        var probe = await CommandLine.RunAsync(["estimate", .. about, "--probe", "2"]);
        Assert.True(probe.ExitCode == 0 && server.Stats.Calls == 1, probe.Error);

        var run = await CommandLine.RunAsync(["classify", .. about, "--price-in", "1", "--price-out", "4", "--max-cost", "5"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var shown = await CommandLine.RunAsync("jobs", "show", run.Text("job")!, "--db", folder["x.db"]);
        var document = (await CommandLine.RunAsync("jobs", "show", run.Text("job")!, "--db", folder["x.db"], "--format", "json")).Json;

        var all = (run.Number("inputTokens") + (4m * run.Number("outputTokens"))) / 1_000_000;
        Assert.Equal((2, all), (server.Stats.Calls, run.Json.GetProperty("costUsd").GetDecimal()));
        Assert.Equal(all, document.GetProperty("purse").GetProperty("spentUsd").GetDecimal());
        Assert.Equal(5 - all, document.GetProperty("purse").GetProperty("leftUsd").GetDecimal());
        Assert.Equal(all, document.GetProperty("report").GetProperty("costUsd").GetDecimal());
        Assert.Contains("left of $5.00", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_paid_after_the_last_report_is_shown_by_the_ledger_and_what_is_older_is_marked()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var poor = await ClassifyAsync(folder, server.Url, "--price-in", "1000", "--price-out", "2000", "--max-cost", "0.01");
        Assert.Equal(3, poor.ExitCode);
        using (var store = SqliteStore.Open(folder["x.db"]))
        {
            var job = await store.FindAsync(new JobId(poor.Text("job")!), TestContext.Current.CancellationToken);
            var call = await store.BeginAsync(
                new CallIntent
                {
                    Job = job!.Id,
                    Batch = default,
                    Attempt = 9,
                    Teacher = job.Teacher,
                    Texts = [TextKey.Of("CFO")],
                    Ceiling = Money.OfDollars(2),
                    At = DateTimeOffset.UnixEpoch,
                },
                TestContext.Current.CancellationToken);
            await store.CommitAsync(new CallEnd
            {
                Call = call,
                State = CallState.Answered,
                Usage = new Usage(10, 0, 20),
                Billing = Billing.Measured,
                Cost = Money.OfDollars(1.5m),
                At = DateTimeOffset.UnixEpoch,
            });
        }

        var shown = await CommandLine.RunAsync("jobs", "show", poor.Text("job")!, "--db", folder["x.db"]);
        var document = (await CommandLine.RunAsync("jobs", "show", poor.Text("job")!, "--db", folder["x.db"], "--format", "json")).Json;

        Assert.Contains("1 call made since the job last stopped", shown.Out, StringComparison.Ordinal);
        Assert.Equal(document.GetProperty("purse").GetProperty("spentUsd").GetDecimal(), document.GetProperty("report").GetProperty("costUsd").GetDecimal());
        Assert.Equal(poor.Number("calls") + 1, document.GetProperty("report").GetProperty("calls").GetInt64());
    }

    [Fact]
    public async Task Calls_are_packed_for_the_limits_that_a_table_states_and_the_same_way_every_time()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var table = folder.Write(
            "prices.tsv",
            Header.Replace("source", "source\tcontext\tmost_output", StringComparison.Ordinal) + Row.Replace("contract", "contract\t5300\t3500", StringComparison.Ordinal));

        var first = await ClassifyAsync(folder, server.Url, 30, "--prices", table);
        var calls = server.Calls.Select(call => string.Join(';', call.Items)).Order(StringComparer.Ordinal).ToArray();
        var again = await ClassifyAsync(folder, server.Url, 30, "--prices", table, "--db", folder["y.db"]);

        Assert.Equal((0, 0), (first.ExitCode, again.ExitCode));
        Assert.InRange(calls.Length, 3, 29); // 20 rows a call would be 2
        Assert.Equal(30, server.Stats.DistinctTexts);
        Assert.Equal(calls, server.Calls.Skip(calls.Length).Select(call => string.Join(';', call.Items)).Order(StringComparer.Ordinal));
        Assert.InRange(first.Number("inputTokens") / calls.Length, 1, 1800);
    }

    [Fact]
    public async Task A_bad_table_is_refused_with_file_line_and_column()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var wrong = await ClassifyAsync(
            folder, server.Url, "--prices", folder.Write("prices.tsv", Header + Row.Replace("2000", "free", StringComparison.Ordinal)));
        var missing = await ClassifyAsync(folder, server.Url, "--prices", folder["none.tsv"]);

        Assert.Equal((2, 2, 0), (wrong.ExitCode, missing.ExitCode, server.Stats.Calls));
        Assert.Contains($"{folder["prices.tsv"]}, line 2, column output: 'free' is not allowed.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains(folder["none.tsv"], missing.Error, StringComparison.Ordinal);
    }

    private static Task<Run> ClassifyAsync(Folder folder, Uri url, params string[] more) => ClassifyAsync(folder, url, 3, more);

    private static Task<Run> ClassifyAsync(Folder folder, Uri url, int rows, params string[] more) => CommandLine.RunAsync(
        [
            "classify", folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(1, rows).Select(i => $"Sales Manager Region {i}\n"))), "--question", "department", "--teacher", "stand-in",
            "--teacher-url", url.ToString(), "--max-error", "0%", "--format", "json", .. more, .. more.Contains("--db") ? [] : (string[])["--db", folder["x.db"]],
        ]);

    private static Task<Run> ResumeAsync(Folder folder, Run job, params string[] more) =>
        CommandLine.RunAsync(["jobs", "resume", job.Text("job")!, "--db", folder["x.db"], "--format", "json", .. more]);
}
