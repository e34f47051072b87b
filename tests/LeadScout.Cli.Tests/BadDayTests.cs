using LeadScout.Answers;
using LeadScout.Jobs.Lists;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What an LLM service does on a bad day, over real HTTP, through the whole command.</summary>
public sealed class BadDayTests
{
    private static readonly string[] Uncounted = ["close", "close-mid-reply", "bad-body", "no-usage", "null-usage", "error-200", "408"];

    public static TheoryData<string, string> OtherProviders => new MatrixTheoryData<string, string>(
        ["anthropic:stand-in", "ollama:stand-in"],
        ["429 retry-after=2", "500", "502", "529", "close", "close-mid-reply", "bad-body", "bad-json", "empty", "length", "missing", "wrong-ids", "wrong-labels", "no-usage", "echo", "drip", "gzip",
            "says <think>DRAFT</think>ANSWER", "says LINES", "thinks So it is ANSWER", "calls ANSWER", "label **LABEL**.", "mumbles DRAFT or ANSWER", "mumbles DRAFT Then: HALF", "cut DRAFT Then: HALF", "muses Maybe DRAFT, maybe not."]);

    [Theory]
    [InlineData("429")]
    [InlineData("429 retry-after=2")]
    [InlineData("400")]
    [InlineData("413")]
    [InlineData("422")]
    [InlineData("echo")]
    [InlineData("408")]
    [InlineData("500")]
    [InlineData("500 odd")]
    [InlineData("502")]
    [InlineData("503 html")]
    [InlineData("529")]
    [InlineData("close")]
    [InlineData("close-mid-reply")]
    [InlineData("drip")]
    [InlineData("bad-body")]
    [InlineData("bad-json")]
    [InlineData("empty")]
    [InlineData("refusal")]
    [InlineData("filter")]
    [InlineData("length")]
    [InlineData("wrong-ids")]
    [InlineData("wrong-labels")]
    [InlineData("other-label Retail")]
    [InlineData("missing")]
    [InlineData("fenced")]
    [InlineData("no-usage")]
    [InlineData("null-usage")]
    [InlineData("error-200")]
    [InlineData("error-200 429")]
    [InlineData("tool-call")]
    [InlineData("parts")]
    [InlineData("extra")]
    [InlineData("chunked")]
    [InlineData("keep-alive-close")]
    [InlineData("loose")]
    [InlineData("bom")]
    [InlineData("gzip")]
    [InlineData("201")]
    [InlineData("says <|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>final<|message|>ANSWER")]
    [InlineData("says <think>DRAFT</think>ANSWER")]
    [InlineData("says DRAFT</think>ANSWER")]
    [InlineData("says LINES")]
    [InlineData("says ARRAY")]
    [InlineData("says QUOTED")]
    [InlineData("says {\"items\":WRAPPED}")]
    [InlineData("thinks So it is ANSWER")]
    [InlineData("calls ANSWER")]
    [InlineData("label **LABEL**.")]
    [InlineData("label Label: \"LABEL\"")]
    [InlineData("mumbles DRAFT or ANSWER")]
    [InlineData("mumbles <think>DRAFT ANSWER")]
    [InlineData("mumbles <think>DRAFT</think>")]
    [InlineData("mumbles DRAFT Then: HALF")]
    [InlineData("mumbles DRAFT Let me reconsider.")]
    [InlineData("muses Maybe DRAFT, maybe not.")]
    [InlineData("cut DRAFT Then: HALF")]
    [InlineData("cut Let me see: DRAFT")]
    [InlineData("denies ANSWER")]
    [InlineData("mislabel LABEL of a kind")]
    public async Task One_fault_changes_nothing_in_the_result(string fault)
    {
        var (output, _) = await BadDay.UndisturbedAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server);
        server.Script("ok", fault);

        var run = await day.ClassifyAsync("--max-cost", "1");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(output, day.Output);
        Assert.Equal((0, server.Stats.Calls), (server.Stats.AnsweredAgain, (int)run.Number("calls")));
        Assert.Equal(IsUncounted(fault) ? 1 : 0, run.Number("uncountedCalls"));
        var counted = (await day.LedgerAsync(run)).Where(line => line.Billing == Billing.Measured).ToArray();
        if (!IsUncounted(fault))
        {
            Assert.Equal(
                (server.Stats.InputTokens, server.Stats.OutputTokens),
                (counted.Sum(line => line.Usage.InputTokens), counted.Sum(line => line.Usage.OutputTokens)));
        }

        day.AssertDiscreet(run);
    }

    [Theory]
    [MemberData(nameof(OtherProviders))]
    public async Task One_fault_changes_nothing_with_other_providers(string teacher, string fault)
    {
        var (output, _) = await BadDay.UndisturbedAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server) { Teacher = teacher };
        server.Script("ok", fault);

        var run = await day.ClassifyAsync("--max-cost", "1");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(output, day.Output);
        Assert.Equal((0, server.Stats.Calls), (server.Stats.AnsweredAgain, (int)run.Number("calls")));
        Assert.Equal(IsUncounted(fault) ? 1 : 0, run.Number("uncountedCalls"));
        if (!IsUncounted(fault))
        {
            await day.AssertCountedAsync(run, server, teacher);
        }

        day.AssertDiscreet(run);
    }

    [Fact]
    public async Task A_call_that_hangs_is_given_up_and_asked_again()
    {
        var (output, _) = await BadDay.UndisturbedAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server) { Clock = new FastClock { LongestFast = TimeSpan.FromDays(1) } };
        server.Script("ok", "ok", "ok", "hang");

        // The time limit runs fast too, so a slow machine may see more than the one call time out.
        var run = await day.ClassifyAsync("--retries", "100");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(output, day.Output);
        Assert.Contains(
            await day.LedgerAsync(run),
            line => line is { Billing: Billing.PossiblyBilled, Fault: not null } && line.Cost == line.Intent.Ceiling);
    }

    [Fact]
    public async Task A_clock_that_jumps_does_no_harm()
    {
        var (output, _) = await BadDay.UndisturbedAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var days = new Random(4);
        using var day = new BadDay(server) { Clock = new FastClock { Jump = () => TimeSpan.FromDays(days.Next(-400, 400)) } };
        server.Script("429 retry-after=2", "500", "429");

        var run = await day.ClassifyAsync("--retries", "20", "--requests-per-minute", "5");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(output, day.Output);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_gives_exit_code_4_and_the_right_one_goes_on()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server);

        var run = await day.ClassifyAtAsync(new Uri("http://no-such-host.invalid/v1"), "--retries", "0");

        Assert.Equal((4, "teacher-unavailable"), (run.ExitCode, run.Text("state")));
        Assert.Contains("no-such-host.invalid", run.Error, StringComparison.Ordinal);
        day.AssertDiscreet(run);

        var (output, _) = await BadDay.UndisturbedAsync();
        var again = await day.ClassifyAsync();
        Assert.Equal((0, run.Text("job")), (again.ExitCode, again.Text("job")));
        Assert.Equal(output, day.Output);
    }

    [Fact]
    public async Task A_server_that_is_away_gives_exit_code_4_and_the_job_goes_on_when_it_is_back()
    {
        var (output, _) = await BadDay.UndisturbedAsync();
        var away = await StandInServer.StartAsync(new StandInOptions());
        await away.DisposeAsync();
        using var day = new BadDay(away);

        var run = await day.ClassifyAsync();
        Assert.Equal((4, "teacher-unavailable"), (run.ExitCode, run.Text("state")));
        Assert.Contains("connection refused", run.Text("stoppedBecause"), StringComparison.Ordinal);
        Assert.Equal(0, run.Json.GetProperty("costUsd").GetDecimal());

        await using var back = await StandInServer.StartAsync(new StandInOptions { Port = away.Url.Port });
        var resumed = await day.ResumeAsync(run.Text("job")!);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(output, day.Output);
        day.AssertDiscreet(run);
    }

    [Theory]
    [InlineData("401")]
    [InlineData("404")]
    public async Task A_key_or_a_model_revoked_half_way_saves_the_job_and_it_goes_on_with_the_key_back(string fault)
    {
        var (output, undisturbed) = await BadDay.UndisturbedAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server);
        server.Script("ok", "ok", "ok", fault);

        var stopped = await day.ClassifyAsync();
        Assert.Equal((4, "teacher-unavailable"), (stopped.ExitCode, stopped.Text("state")));
        Assert.Contains("jobs resume", stopped.Error, StringComparison.Ordinal);
        day.AssertDiscreet(stopped);

        var resumed = await day.ResumeAsync(stopped.Text("job")!);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(output, day.Output);
        Assert.Equal((0, undisturbed.Number("askedTexts")), (server.Stats.AnsweredAgain, resumed.Number("askedTexts")));
    }

    [Theory]
    [InlineData("400")]
    [InlineData("413")]
    [InlineData("422")]
    public async Task A_request_that_is_refused_from_the_first_gives_exit_code_4_after_one_call_a_place(string fault)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions { Faults = [FaultRate.Parse($"{fault}:1")] });
        using var day = new BadDay(server);

        var run = await day.ClassifyAsync();

        Assert.Equal((4, "teacher-unavailable"), (run.ExitCode, run.Text("state")));
        Assert.Contains($"HTTP {fault}", run.Text("stoppedBecause"), StringComparison.Ordinal);
        Assert.InRange(server.Stats.Calls, 1, fault == "413" ? 3 : 11); // a request that is refused without a reason is tried in other forms first
        day.AssertDiscreet(run);
    }

    [Fact]
    public async Task A_text_that_the_server_refuses_each_time_is_undecided_and_all_others_are_as_ever()
    {
        var (output, _) = await BadDay.UndisturbedAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions { Refused = "Werkstatt 9" });
        using var day = new BadDay(server);

        var run = await day.ClassifyAsync();

        Assert.True(run.ExitCode == 0, run.Error);
        var (lines, expected) = (
            System.Text.Encoding.UTF8.GetString(day.Output).Split('\n'), System.Text.Encoding.UTF8.GetString(output).Split('\n'));
        Assert.Equal(["Quarz Werkstatt 9,,,undecided:failed"], lines.Except(expected));
        Assert.Equal((0, 1), (server.Stats.AnsweredAgain, lines.Zip(expected).Count(pair => pair.First != pair.Second)));
        using var store = LeadScout.Sqlite.SqliteStore.OpenRead(day.Folder["x.db"]);
        var failed = Assert.Single(await store.FailuresAsync(new JobId(run.Text("job")!), TestContext.Current.CancellationToken));
        Assert.Contains("HTTP 400", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(3, server.Calls.Count(call => call.Items is [var lone] && lone.Contains("Werkstatt 9", StringComparison.Ordinal)));
        day.AssertDiscreet(run);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_from_some_time_on_ends_the_job_before_the_list_is_given_up()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, 240);
        server.Script(["ok", "ok", .. Enumerable.Repeat("400", 200)]);

        var run = await day.ClassifyAsync();

        Assert.Equal((4, "teacher-unavailable"), (run.ExitCode, run.Text("state")));

        // So many refusals in a row; what is in flight by then, and how else it might be asked, comes on top. To give up 240 texts one by
        // one would take 400.
        Assert.InRange(server.Stats.Calls, 24, 80);
    }

    [Fact]
    public async Task A_third_of_the_money_gives_exit_code_3_and_the_same_file_each_time_and_more_money_the_same_asks_as_in_one_go()
    {
        const int Rows = 240;
        var (output, undisturbed) = await BadDay.UndisturbedAsync(Rows);
        var cap = undisturbed.Json.GetProperty("costUsd").GetDecimal() / 3;
        string[] money = ["--max-cost", cap.ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture)];
        byte[]? poorOutput = null;
        foreach (var latency in new[] { 0, 15 })
        {
            await using var server = await StandInServer.StartAsync(
                new StandInOptions { Latency = TimeSpan.FromMilliseconds(latency), Faults = [FaultRate.Parse("missing:0.2")] });
            using var day = new BadDay(server, Rows);

            var poor = await day.ClassifyAsync(money);

            Assert.True(poor.ExitCode == 3, poor.Error);
            var billed = new Price(1, 1, 0.1m).Of(new Usage(server.Stats.InputTokens, 0, server.Stats.OutputTokens));
            Assert.InRange(billed.Dollars, cap / 2, cap);
            Assert.Equal(poorOutput ??= day.Output, day.Output);
            var answered = server.Stats.AnsweredTexts;
            Assert.Equal(answered, poor.Json.GetProperty("rowsBySource").GetProperty("teacher").GetInt64());
            var show = await CommandLine.RunAsync("jobs", "show", poor.Text("job")!, "--db", day.Folder["x.db"]);
            Assert.Contains("spent, $0.00 reserved", show.Out, StringComparison.Ordinal);

            var rich = await day.ResumeAsync(poor.Text("job")!, "--max-cost", "1");

            Assert.True(rich.ExitCode == 0, rich.Error);
            Assert.Equal(output, day.Output);
            Assert.Equal((0, undisturbed.Number("askedTexts")), (server.Stats.AnsweredAgain, rich.Number("askedTexts")));
        }
    }

    [Fact]
    public async Task No_minute_has_more_calls_than_the_user_allows_and_a_resumed_job_remembers()
    {
        var (output, _) = await BadDay.UndisturbedAsync();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server);
        server.Script("401");
        var stopped = await day.ClassifyAsync("--requests-per-minute", "2", "--tokens-per-minute", "100000");

        var run = await day.ResumeAsync(stopped.Text("job")!);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(output, day.Output);
        var times = (await day.LedgerAsync(run)).Skip(3).Select(line => line.Intent.At).Order().ToArray();
        Assert.All(times.Zip(times.Skip(2)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(55), $"{pair}"));
    }

    [Fact]
    public async Task A_teacher_that_talks_nonsense_throughout_is_given_up_and_given_up_texts_can_be_asked_again()
    {
        var (output, _) = await BadDay.UndisturbedAsync(60);
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, 60);
        server.Script(Enumerable.Repeat("bad-json", 10));

        var run = await day.ClassifyAsync("--concurrency", "1");

        Assert.Equal((4, "teacher-unavailable", 8), (run.ExitCode, run.Text("state"), server.Stats.Calls));
        Assert.Contains("has not given one usable answer in 8 replies", run.Error, StringComparison.Ordinal);
        var resumed = await day.ResumeAsync(run.Text("job")!, "--retry-failed");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(output, day.Output);
    }

    // Whoever answers with a server's error may have worked on the call.
    private static bool IsUncounted(string fault) => Uncounted.Contains(fault) || fault.StartsWith('5');
}
