using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A second teacher for what the first can't answer: two servers over real HTTP, both on the bill.</summary>
public sealed class EscalateTests : IDisposable
{
    private const string List = "Job Title\nVertriebsleiter\nCFO\nRecruiter\nChief Happiness Officer\nvertriebsleiter\nHofnarr\n";

    private readonly Folder _folder = new();
    private int _servers;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ok")] // left out of the reply, three times
    [InlineData("refusal")]
    [InlineData("filter")]
    [InlineData("bad-json")]
    public async Task What_the_first_can_not_answer_goes_to_the_second_and_both_are_on_the_bill(string fault)
    {
        await using var small = await ServerAsync("text\tlabel\nVertriebsleiter\tSales\nCFO\tFinance\nRecruiter\tHR\n", fault);
        await using var big = await ServerAsync(
            "text\tlabel\nVertriebsleiter\tSales\nCFO\tFinance\nRecruiter\tHR\nChief Happiness Officer\tHR\nHofnarr\tOther\n");
        _folder.Write("leads.csv", List);

        var run = await ClassifyAsync("leads.csv", small, big);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain(
            "undecided", await File.ReadAllTextAsync(_folder["leads.labelled.csv"], Cancellation), StringComparison.Ordinal);
        Assert.Contains(
            "Hofnarr,Other,1,teacher", await File.ReadAllTextAsync(_folder["leads.labelled.csv"], Cancellation), StringComparison.Ordinal);
        var teachers = run.Json.GetProperty("teachers").EnumerateArray().ToArray();
        Assert.Equal(["openai:small", "openai:big"], teachers.Select(teacher => teacher.GetProperty("teacher").GetString()));
        Assert.Equal([small.Stats.Calls, big.Stats.Calls], teachers.Select(teacher => teacher.GetProperty("calls").GetInt32()));
        Assert.Equal(
            [small.Stats.InputTokens, big.Stats.InputTokens], teachers.Select(teacher => teacher.GetProperty("inputTokens").GetInt64()));
        Assert.Equal(run.Json.GetProperty("costUsd").GetDecimal(), teachers.Sum(teacher => teacher.GetProperty("costUsd").GetDecimal()));
        Assert.Equal(
            big.Stats.InputTokens * 10m / 1_000_000 + (big.Stats.OutputTokens * 20m / 1_000_000),
            teachers[1].GetProperty("costUsd").GetDecimal());
        Assert.Equal(fault == "ok" ? 2 : 5, big.Stats.DistinctTexts);
        Assert.Equal(0, big.Stats.RepeatedTexts);
    }

    [Fact]
    public async Task A_second_run_and_another_list_ask_nobody_and_jobs_show_lists_both()
    {
        await using var small = await ServerAsync("text\tlabel\nCFO\tFinance\n");
        await using var big = await ServerAsync("text\tlabel\nHofnarr\tOther\n");
        _folder.Write("leads.csv", "Job Title\nCFO\nHofnarr\n");
        _folder.Write("more.csv", "Job Title\nHofnarr\nCFO\nhofnarr\n");
        var first = await ClassifyAsync("leads.csv", small, big);
        var calls = (small.Stats.Calls, big.Stats.Calls);

        var again = await ClassifyAsync("leads.csv", small, big);
        var other = await ClassifyAsync("more.csv", small, big);
        var resumed = await FolderCommand.RunAsync(_folder, "test-key", "jobs", "resume", first.Text("job")!, "--format", "json");
        var shown = await FolderCommand.RunAsync(_folder, null, "jobs", "show", first.Text("job")!);

        Assert.Equal((0, 0, 0, 0), (first.ExitCode, again.ExitCode, other.ExitCode, resumed.ExitCode));
        Assert.Equal(calls, (small.Stats.Calls, big.Stats.Calls));
        Assert.Equal(first.Text("job"), resumed.Text("job"));
        Assert.Equal(
            "Job Title,department,department_confidence,department_source\nHofnarr,Other,1,exact\nCFO,Finance,1,exact\nhofnarr,Other,1,exact\n",
            await File.ReadAllTextAsync(_folder["more.labelled.csv"], Cancellation));
        Assert.Contains("openai:small: 2 texts in 3 calls", shown.Out, StringComparison.Ordinal);
        Assert.Contains("openai:big: 1 text in 1 call", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_second_charges_is_kept_with_the_job_and_can_be_stated_anew_on_resuming()
    {
        await using var small = await ServerAsync("text\tlabel\nCFO\tFinance\n");
        await using var big = await ServerAsync("text\tlabel\nHofnarr\tOther\n");
        _folder.Write("leads.csv", "Job Title\nCFO\nHofnarr\n");
        var first = await ClassifyAsync("leads.csv", small, big, "--max-cost", "0.007"); // enough for the first alone

        var kept = await ResumeAsync(first);
        var cheap = await ResumeAsync(first, "--escalate-price-in", "0.1", "--escalate-price-out", "0.2");

        Assert.Equal((3, 3, 0), (first.ExitCode, kept.ExitCode, cheap.ExitCode));
        Assert.Equal((1, 0m), (big.Stats.Calls, kept.Json.GetProperty("teachers")[1].GetProperty("costUsd").GetDecimal()));
        Assert.Equal(
            (big.Stats.InputTokens * 0.1m + (big.Stats.OutputTokens * 0.2m)) / 1_000_000,
            cheap.Json.GetProperty("teachers")[1].GetProperty("costUsd").GetDecimal());
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused()
    {
        _folder.Write("leads.csv", List);
        var answers = "recorded:" + _folder.Write("answers.tsv", "text\tlabel\nCFO\tFinance\n");

        var same = await CommandLine.RunAsync(
            "classify",
            _folder["leads.csv"],
            "--question",
            "department",
            "--teacher",
            answers,
            "--escalate",
            answers,
            "--db",
            _folder["x.db"]);
        var nobody = await CommandLine.RunAsync(
            "classify",
            _folder["leads.csv"],
            "--question",
            "department",
            "--teacher",
            answers,
            "--escalate-url",
            "http://127.0.0.1/v1",
            "--db",
            _folder["x.db"]);

        Assert.Equal((2, 2), (same.ExitCode, nobody.ExitCode));
        Assert.Contains("can't give a second opinion on its own answers", same.Error, StringComparison.Ordinal);
        Assert.Contains("--escalate", nobody.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<StandInServer> ServerAsync(string answers, string fault = "ok") => await StandInServer.StartAsync(new StandInOptions
    {
        Answers = Recording.Load(_folder.Write($"answers{++_servers}.tsv", answers)),
        Faults = fault == "ok" ? [] : [FaultRate.Parse(fault + ":1")],
    });

    private Task<Run> ClassifyAsync(string list, StandInServer small, StandInServer big, params string[] more) => FolderCommand.RunAsync(
        _folder, "test-key",
        ["classify", list, "--question", "department", "--max-error", "0%", "--format", "json",
        "--teacher", "openai:small", "--teacher-url", small.Url.ToString(), "--price-in", "1", "--price-out", "2",
        "--escalate", "openai:big", "--escalate-url", big.Url.ToString(), "--escalate-price-in", "10", "--escalate-price-out", "20", .. more]);

    private Task<Run> ResumeAsync(Run job, params string[] more) =>
        FolderCommand.RunAsync(_folder, "test-key", ["jobs", "resume", job.Text("job")!, "--format", "json", .. more]);
}
