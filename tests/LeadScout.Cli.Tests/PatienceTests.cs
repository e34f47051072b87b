using LeadScout.Jobs;
using LeadScout.StandIn;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Services that make one wait, think, refuse, or run out of credit, seen from the command line.</summary>
public sealed class PatienceTests
{
    private const string LoadingModel = """503-with {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""";

    [Theory]
    [InlineData(LoadingModel)]
    [InlineData("503 html")]
    [InlineData("""429-with {"error":{"message":"Rate limit reached. Please try again in 20s."}}""")]
    public async Task What_passes_by_itself_is_waited_for_however_often_it_is_said(string answer)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        server.Script(Enumerable.Repeat(answer, 20));
        using var day = new BadDay(server);

        var run = await day.ClassifyAsync("--patience", "10d"); // on a clock that runs a thousand times faster, minutes are soon over

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(0, run.Number("undecidedRows"));
        Assert.Equal((await BadDay.UndisturbedAsync()).Output, day.Output);
    }

    [Fact]
    public async Task What_is_waited_for_is_shown_and_ends_with_patience_in_a_job_to_resume()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        server.Script(Enumerable.Repeat(LoadingModel, 1_000));
        using var day = new BadDay(server);

        var run = await day.ClassifyAsync("--patience", "5m");

        Assert.True(run.ExitCode == 4, run.Error);
        Assert.Contains("waiting for openai:stand-in: the model is loading (HTTP 503), ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--patience waits longer", run.Error, StringComparison.Ordinal);
        await using var loaded = await StandInServer.StartAsync(new StandInOptions());
        Assert.Equal(0, (await day.ClassifyAtAsync(loaded.Url)).ExitCode);
    }

    [Fact]
    public async Task Stated_retries_hold_for_a_model_that_loads_too()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        server.Script(Enumerable.Repeat(LoadingModel, 1_000));
        using var day = new BadDay(server);

        var run = await day.ClassifyAsync("--retries", "2", "--concurrency", "1");

        Assert.True(run.ExitCode == 4, run.Error);
        Assert.Equal(3, server.Stats.Calls);
    }

    [Theory]
    [InlineData("""400-with {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}""")]
    [InlineData("""429-with {"error":{"message":"You exceeded your current quota, please check your plan and billing details.","code":"insufficient_quota"}}""")]
    public async Task Credit_that_runs_out_in_the_middle_stops_the_job_at_once_and_a_plain_resume_asks_everything(string answer)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        server.Script(["ok", "ok", .. Enumerable.Repeat(answer, 1_000)]);
        using var day = new BadDay(server);

        var run = await day.ClassifyAsync();

        Assert.True(run.ExitCode == 4, run.Error);
        Assert.InRange(server.Stats.Calls, 3, 5); // those in flight
        Assert.Contains("no credit left", run.Error, StringComparison.Ordinal);
        await using var paid = await StandInServer.StartAsync(new StandInOptions());
        var resumed = await day.ClassifyAtAsync(paid.Url);
        Assert.Equal((0, 0), (resumed.ExitCode, resumed.Number("undecidedRows")));
        Assert.Equal((await BadDay.UndisturbedAsync()).Output, day.Output);
    }

    [Theory]
    [InlineData("""400-with {"error":{"code":"content_filter","message":"The response was filtered."}}""")]
    [InlineData("""403-with {"error":{"message":"Your chosen model requires moderation and your input was flagged."}}""")]
    [InlineData("""422-with {"detail":"Content policy violation"}""")]
    [InlineData("""424-with {"error":"content_filter"}""")]
    [InlineData("451")]
    public async Task A_flagged_text_is_found_by_halving_while_all_others_are_labelled(string answer)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions { Refused = "Personal 7", Refusal = answer });
        using var day = new BadDay(server);

        var run = await day.ClassifyAsync("--rows-per-call", "20", "--concurrency", "1");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(1, run.Number("undecidedRows"));
        Assert.InRange(server.Stats.Calls, 8, 13); // not one by one
        var again = await day.ClassifyAsync("--rows-per-call", "20", "--concurrency", "1");
        Assert.Contains("no call was needed", again.Error + again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_was_given_up_by_the_services_fault_is_asked_again_by_a_plain_resume()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions { Refused = "Personal 7" });
        using var day = new BadDay(server);
        var run = await day.ClassifyAsync();
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(1, run.Number("undecidedRows"));
        using (var database = new SqliteConnection($"Data Source={day.Folder["x.db"]};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "UPDATE failed_text SET fault_of = 1"; // as after errors of the server on this text alone
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        await using var mended = await StandInServer.StartAsync(new StandInOptions());
        var resumed = await day.ClassifyAtAsync(mended.Url);

        Assert.Equal((0, 0), (resumed.ExitCode, resumed.Number("undecidedRows")));
        Assert.Equal(1, mended.Stats.Calls);
    }

    [Fact]
    public async Task A_reply_that_does_not_come_in_time_is_not_asked_for_again_at_full_size()
    {
        var clock = new HeldTimeoutClock(TimeSpan.FromSeconds(30));
        var calls = 0;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Before = HangFirstAsync });
        using var day = new BadDay(server, rows: 8) { Clock = clock };

        var run = await day.ClassifyAsync("--rows-per-call", "8", "--timeout", "30s", "--patience", "10d");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal([8, 4, 4], server.Calls.Select(call => call.Items.Length));

        Task HangFirstAsync(CancellationToken gone)
        {
            if (Interlocked.Increment(ref calls) > 1)
            {
                return Task.CompletedTask;
            }

            clock.Pass();
            return Task.Delay(Timeout.Infinite, gone);
        }
    }

    [Fact]
    public async Task What_thinking_takes_enters_the_next_estimate()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions { Thinking = texts => 300 * texts });
        using var day = new BadDay(server);
        var run = await day.ClassifyAsync("--price-out", "10");
        Assert.True(run.ExitCode == 0, run.Error);
        var paid = run.Json.GetProperty("costUsd").GetDecimal();
        day.Folder.Write("next.csv", "Job Title\n" + string.Join('\n', Enumerable.Range(0, 24).Select(i => $"Quarz Leitung {i}")) + "\n");

        var estimate = await CommandLine.RunAsync(
            _ => BadDay.Key, "estimate", day.Folder["next.csv"], "--question", "department", "--teacher", "openai:stand-in",
            "--teacher-url", server.Url.ToString(), "--rows-per-call", "4",
            "--max-error", "0%", "--price-in", "1.00", "--price-out", "10", "--db", day.Folder["x.db"], "--format", "json");

        Assert.True(estimate.ExitCode == 0, estimate.Error);
        Assert.Equal("measured", estimate.Json.GetProperty("left").GetProperty("thinking").GetString());
        var expected = estimate.Json.GetProperty("left").GetProperty("costUsd").GetProperty("expected").GetDecimal();
        Assert.InRange(expected, paid * 0.8m, paid * 1.2m);
    }
}
