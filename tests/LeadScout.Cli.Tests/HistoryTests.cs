using System.Globalization;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What a question that is asked every month keeps, and when it warns.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task A_question_that_nobody_asked_has_nothing_to_compare()
    {
        using var record = new MonthlyRecord();
        await record.MonthAsync(1, noise: 0);

        var other = await record.HistoryAsync("seniority");
        var one = await record.HistoryAsync("department");
        var missing = await CommandLine.RunAsync("questions", "history", "department", "--db", record.Folder["none.db"]);

        Assert.Contains("No job of this database has audited 'seniority'", other.Out, StringComparison.Ordinal);
        Assert.Contains("One job with audits: nothing to compare yet", one.Out, StringComparison.Ordinal);
        Assert.Equal(2, missing.ExitCode);
        Assert.False(File.Exists(record.Folder["none.db"]));
    }

    [Fact]
    public async Task Months_that_agree_give_no_sign_of_drift_and_one_that_does_not_raises_an_alarm()
    {
        using var record = new MonthlyRecord();
        await record.MonthAsync(1, noise: 0);
        var quiet = await record.MonthAsync(2, noise: 0);
        var before = await record.HistoryAsync("department");
        var warned = await record.MonthAsync(3, noise: 0.3);
        var after = await record.HistoryAsync("department");
        var json = (await record.HistoryAsync("department", "--format", "json")).Json;

        Assert.DoesNotContain("Drift:", quiet.Error, StringComparison.Ordinal);
        Assert.Contains("No sign of drift in 2 jobs", before.Out, StringComparison.Ordinal);
        Assert.Equal(0, warned.ExitCode);
        Assert.Contains("Drift: the audits of 'department' find more errors", warned.Error, StringComparison.Ordinal);
        Assert.False(quiet.Json.TryGetProperty("drift", out _));
        var alarm = Assert.Single(warned.Json.GetProperty("drift").EnumerateArray());
        Assert.Equal(("department", true), (alarm.GetProperty("question").GetString(), alarm.GetProperty("evidence").GetDouble() >= 20));
        var shown = await CommandLine.RunAsync("jobs", "show", warned.Text("job")!, "--db", record.Folder["r.db"], "--format", "json");
        Assert.Equal("department", shown.Json.GetProperty("report").GetProperty("drift")[0].GetProperty("question").GetString());
        Assert.Contains("2026-03", after.Out, StringComparison.Ordinal);
        Assert.Contains($"DRIFT: since job {warned.Text("job")} (2026-03)", after.Out, StringComparison.Ordinal);
        Assert.True(json.GetProperty("drift").GetBoolean());
        Assert.Equal(warned.Text("job"), json.GetProperty("lastAlarm").GetString());
        var jobs = json.GetProperty("jobs").EnumerateArray().ToArray();
        Assert.Equal(["2026-01", "2026-02", "2026-03"], jobs.Select(job => job.GetProperty("month").GetString()));
        Assert.Equal([false, false, true], jobs.Select(job => job.GetProperty("alarm").GetBoolean()));
        Assert.True(jobs[2].GetProperty("evidence").GetDouble() >= 1 / DriftMonitor.DefaultAlpha);
        Assert.True(jobs[2].GetProperty("auditErrors").GetInt32() > 0);
    }

    [Fact]
    public async Task After_an_alarm_the_test_begins_anew()
    {
        using var record = new MonthlyRecord();
        await record.MonthAsync(1, noise: 0);
        await record.MonthAsync(2, noise: 0);
        await record.MonthAsync(3, noise: 0.3);
        await record.MonthAsync(4, noise: 0.3);

        var history = await record.HistoryAsync("department");

        Assert.Contains("No sign of drift since the alarm of job", history.Out, StringComparison.Ordinal);
        Assert.Contains("(2026-03), in 2 jobs", history.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_under_another_budget_is_shown_and_not_compared()
    {
        using var record = new MonthlyRecord();
        await record.MonthAsync(1, noise: 0);
        await record.MonthAsync(2, noise: 0.3, budget: "20%");

        var history = await record.HistoryAsync("department");

        Assert.Contains("(-) not compared", history.Out, StringComparison.Ordinal);
        Assert.Contains("nothing to compare yet", history.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_has_examples()
    {
        var help = await CommandLine.RunAsync("questions", "history", "--help");
        Assert.Contains("leadscout questions history department", help.Out, StringComparison.Ordinal);
    }

    /// <summary>Lists of one month after another: the first word tells the label, except for so much noise.</summary>
    private sealed class MonthlyRecord : IDisposable
    {
        private const int Titles = 500;
        private static readonly string[] Labels = ["Sales", "Finance", "Marketing"];

        public Folder Folder { get; } = new();

        public async Task<Run> MonthAsync(int month, double noise, string budget = "5%")
        {
            var titles = Enumerable.Range(0, Titles).Select(i => (Text: $"{Labels[i % 3].ToLowerInvariant()} person {month}x{i}", Label: Labels[i % 3])).ToArray();
            var list = Folder.Write($"{month}.csv", "Job Title\n" + string.Concat(titles.Select(title => title.Text + "\n")));
            var answers = Folder.Write(
                "answers.tsv",
                "text\tlabel\n" + string.Concat(titles.Select((title, i) =>
                    $"{title.Text}\t{((i + month) * 7919 % 997 < 997 * noise ? Labels[(i + 1 + (i / 3 % 2)) % 3] : title.Label)}\n")));
            var run = await CommandLine.RunAsync(
                _ => null,
                new Calendar(month),
                ["classify", list, "--question", "department", "--teacher", "recorded:" + answers, "--max-error", budget, "--db", Folder["r.db"], "--format", "json"]);
            Assert.True(run.ExitCode == 0, run.Error);
            return run;
        }

        public Task<Run> HistoryAsync(string question, params string[] more) =>
            CommandLine.RunAsync(["questions", "history", question, "--db", Folder["r.db"], .. more]);

        public void Dispose() => Folder.Dispose();
    }

    private sealed class Calendar(int month) : TimeProvider
    {
        private readonly DateTimeOffset _now = DateTimeOffset.Parse($"2026-{month:00}-15T12:00:00Z", CultureInfo.InvariantCulture);

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
