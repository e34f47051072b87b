using LeadScout.Application.AnswerLog;
using LeadScout.Cli.Terminals;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>Answers do not outlive what the database was told.</summary>
public sealed class RetentionTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_is_older_is_forgotten_at_once_on_request()
    {
        using var trial = new AnswerTrial();
        await CorrectAsync(trial, "CFO");
        _clock.Advance(TimeSpan.FromDays(10));
        await CorrectAsync(trial, "Recruiter");
        _clock.Advance(TimeSpan.FromDays(1));

        var run = await RunAsync("answers", "forget", "--older-than", "10d", "--db", trial.Database, "--format", "json");

        Assert.Equal((1, "10d"), (run.Json.GetProperty("answers").GetInt32(), run.Json.GetProperty("olderThan").GetString()));
        Assert.Equal("Recruiter", trial.Query<string>("SELECT text FROM answer"));
    }

    [Fact]
    public async Task A_standing_retention_is_applied_by_every_later_job_and_ask_until_it_is_taken_away()
    {
        using var trial = new AnswerTrial();
        await CorrectAsync(trial, "CFO");
        await ClassifyAsync(trial, "--retention", "365d");
        Assert.Equal(3, trial.Query<long>("SELECT count(*) FROM answer"));
        _clock.Advance(TimeSpan.FromDays(366));

        var run = await AskAsync(trial);
        Assert.Contains("Retention of 365 days: 3 answers older than that forgotten.", run.Error, StringComparison.Ordinal);
        Assert.Equal("Recruiter", trial.Query<string>("SELECT text FROM answer"));

        await ClassifyAsync(trial, "--retention", "none");
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.DoesNotContain("Retention", (await AskAsync(trial)).Error, StringComparison.Ordinal);
        Assert.Equal(3, trial.Query<long>("SELECT count(*) FROM answer"));
    }

    [Fact]
    public async Task A_clock_far_ahead_forgets_nothing_until_a_person_says_that_it_is_right()
    {
        using var trial = new AnswerTrial();
        await ClassifyAsync(trial, "--retention", "30d");
        _clock.Advance(TimeSpan.FromDays(3650));

        var run = await AskAsync(trial);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Retention of 30 days: not applied. By this machine's clock it is 2035-12-30", run.Error, StringComparison.Ordinal);
        Assert.Contains("not applied", (await ClassifyAsync(trial, "--retention", "30d")).Error, StringComparison.Ordinal);
        Refusal.Check(await RunAsync("answers", "forget", "--older-than", "30d", "--db", trial.Database), "Nothing was forgotten", "--yes");
        Assert.Equal(3, trial.Query<long>("SELECT count(*) FROM answer"));

        await RunAsync("answers", "forget", "--older-than", "30d", "--yes", "--db", trial.Database);
        Assert.Equal(0, trial.Query<long>("SELECT count(*) FROM answer"));
        Assert.DoesNotContain("not applied", (await AskAsync(trial)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_went_back_forgets_nothing()
    {
        using var trial = new AnswerTrial();
        await ClassifyAsync(trial, "--retention", "30d");
        _clock.AdjustTime(_clock.GetUtcNow().AddYears(-20));

        Assert.DoesNotContain("Retention", (await AskAsync(trial)).Error, StringComparison.Ordinal);
        Assert.Equal(3, trial.Query<long>("SELECT count(*) FROM answer"));
    }

    [Theory]
    [InlineData("1y")]
    [InlineData("0d")]
    [InlineData("-3d")]
    [InlineData("36501d")]
    public async Task A_wrong_age_says_what_is_allowed(string age)
    {
        using var trial = new AnswerTrial();
        Refusal.Check(await ClassifyAsync(trial, $"--retention={age}"), $"'{age}'", "365d", "none");
    }

    private Task<Run> ClassifyAsync(AnswerTrial trial, params string[] more) => RunAsync(
    [
        "classify", trial.Folder.Write("leads.csv", AnswerTrial.List), "--question", "department", "--teacher", "recorded:" + trial.Folder.Write("answers.tsv", Trial.Answers),
        "--max-error", "0%", "--db", trial.Database, .. more,
    ]);

    private Task<Run> AskAsync(AnswerTrial trial) =>
        RunAsync(
            "ask", "Recruiter", "--question", "department", "--teacher", "recorded:" + trial.Folder["answers.tsv"], "--db", trial.Database);

    private Task<Run> CorrectAsync(AnswerTrial trial, string text) =>
        RunAsync("answers", "correct", text, "--question", "department", "--label", "HR", "--db", trial.Database);

    private async Task<Run> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLineApp.RunAsync(
            args, new Terminal(output, TextWriter.Synchronized(error), false, _clock, _ => null), CancellationToken.None);
        return new Run(exitCode, output.ToString(), error.ToString());
    }
}
