using System.Text;
using LeadScout.Jobs;
using LeadScout.StandIn;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>A forgotten text is in no table and on no page, and the report proves it.</summary>
public sealed class ForgetTests
{
    private const string Secret = "Zacharias Quellwasser-Überbrück";

    [Fact]
    public async Task A_forgotten_text_and_its_key_are_in_no_byte_of_the_database_and_the_ledger_stays()
    {
        using var trial = new AnswerTrial();
        var list = new StringBuilder("Job Title\n")
            .Append(Secret)
            .Append('\n')
            .AppendJoin('\n', Enumerable.Range(0, 400).Select(i => $"Title {i}"))
            .Append('\n');
        var teacher = trial.Folder.Write(
            "all.tsv", "text\tlabel\n" + string.Concat(list.ToString().Split('\n')[1..^1].Select(text => $"{text}\tSales\n")));
        var job = await trial.JsonAsync(
            "classify",
            trial.Folder.Write("leads.csv", list.ToString()),
            "--question",
            "department",
            "--teacher",
            "recorded:" + teacher,
            "--max-error",
            "0%");
        await trial.JsonAsync("answers", "correct", Secret, "--question", "seniority", "--label", "Executive");
        await trial.JsonAsync("answers", "correct", Secret, "--question", "seniority", "--undo");
        Assert.True(Shows(trial, Secret) && Shows(trial, KeyOf(Secret)));
        var (calls, texts) = (trial.Query<long>("SELECT count(*) FROM call"), trial.Query<long>("SELECT count(*) FROM call_text"));

        var forgotten = await trial.JsonAsync("answers", "forget", Secret.ToUpperInvariant() + " ");

        Assert.Equal(
            (2, 1, true, 0),
            (forgotten.GetProperty("answers").GetInt32(), forgotten.GetProperty("journalEntries").GetInt32(), forgotten.GetProperty("clean").GetBoolean(), forgotten.GetProperty("traces").GetArrayLength()));
        Assert.False(Shows(trial, Secret) || Shows(trial, TextNormaliser.Normalise(Secret)) || Shows(trial, "Quellwasser"));
        Assert.False(Shows(trial, KeyOf(Secret)) || Shows(trial, Convert.ToHexStringLower(KeyOf(Secret))));
        Assert.Equal(
            (calls, texts, 0),
            (trial.Query<long>("SELECT count(*) FROM call"), trial.Query<long>("SELECT count(*) FROM call_text"), trial.Query<long>("SELECT count(*) FROM retraction")));
        var shown = await trial.JsonAsync("jobs", "show", job.GetProperty("job").GetString()!);
        Assert.Equal(401, shown.GetProperty("report").GetProperty("askedTexts").GetInt32());
        Assert.Equal(("Sales", "exact"), (await ExplainAsync(trial, "Title 7")));
    }

    [Fact]
    public async Task A_job_over_a_list_with_a_forgotten_text_asks_about_that_text_again_and_no_other()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        await trial.RunAsync("answers", "forget", "CFO");

        var again = await trial.ClassifyAsync("--format", "json");

        Assert.Equal(1, again.Number("newCalls"));
        Assert.Equal(1, trial.Query<long>("SELECT count(*) FROM answer WHERE text = 'CFO'"));
        Assert.Equal(3, trial.Query<long>("SELECT count(*) FROM answer"));
    }

    [Fact]
    public async Task A_text_within_another_is_said_to_stand_there()
    {
        using var trial = new AnswerTrial();
        await trial.RunAsync("answers", "correct", "Quellwasser", "--question", "department", "--label", "Sales");
        await trial.RunAsync("answers", "correct", "Quellwasser, CFO", "--question", "department", "--label", "Finance");

        var run = await trial.RunAsync("answers", "forget", "Quellwasser");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "no key of 'Quellwasser'; its letters stand in 1 place, as part of 1 other value", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_texts_are_forgotten_by_a_file_and_for_one_question_alone()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        await trial.RunAsync("answers", "correct", "CFO", "--question", "seniority", "--label", "Executive");
        var requests = trial.Folder.Write("requests.csv", "who\ncfo\nRECRUITER\nnobody we know\n");

        var some = await trial.JsonAsync("answers", "forget", "--file", requests, "--question", "department");
        Assert.Equal((2, 1), (some.GetProperty("answers").GetInt32(), some.GetProperty("keptForOtherQuestions").GetInt32()));
        Assert.Equal(2, trial.Query<long>("SELECT count(*) FROM answer"));
        var rest = await trial.JsonAsync("answers", "forget", "--file", requests);
        Assert.Equal((1, 0), (rest.GetProperty("answers").GetInt32(), rest.GetProperty("keptForOtherQuestions").GetInt32()));
        Assert.Contains(
            "Nothing was stored under that", (await trial.RunAsync("answers", "forget", "--file", requests)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_job_is_running_nothing_is_forgotten_and_that_is_said()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions { Latency = TimeSpan.FromMinutes(5) });
        using var folder = new Folder();
        folder.Write("leads.csv", "Job Title\nCFO\n");
        using var job = LeadScoutProcess.Start(
            folder.Path, "test-key", "classify", "leads.csv", "--question", "department", "--teacher", "openai:stand-in", "--teacher-url",
            server.Url.ToString());
        while (server.Stats.Calls == 0)
        {
            Assert.False(job.HasExited);
            await Task.Yield();
        }

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "answers", "forget", "CFO");

        Refusal.Check(run, "leadscout.db is in use by another leadscout (process ", "Wait for it");
        job.Kill();
        await job.EndAsync();
        Assert.Equal(0, (await LeadScoutProcess.RunAsync(folder.Path, null, "answers", "forget", "CFO")).ExitCode);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        using var trial = new AnswerTrial();
        Refusal.Check(await trial.RunAsync("answers", "forget", "CFO"), "no database", "--db");
        Assert.False(File.Exists(trial.Database));
    }

    [Theory]
    [InlineData("", "Give a text")]
    [InlineData("CFO --older-than 3d", "only one")]
    [InlineData("--older-than 3", "'3'", "365d")]
    [InlineData("--older-than 0d", "'0d'", "365d")]
    public async Task A_wrong_wish_says_what_is_allowed(string line, params string[] said) =>
        Refusal.Check(await CommandLine.RunAsync(["answers", "forget", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]), said);

    private static bool Shows(AnswerTrial trial, string text) => Shows(trial, Encoding.UTF8.GetBytes(text));

    private static bool Shows(AnswerTrial trial, byte[] bytes) => trial.Bytes().AsSpan().IndexOf(bytes) >= 0;

    private static byte[] KeyOf(string text) => Convert.FromHexString(TextKey.Of(text).ToString());

    private static async Task<(string?, string?)> ExplainAsync(AnswerTrial trial, string text)
    {
        var said = await trial.JsonAsync("explain", text, "--question", "department", "--teacher", "recorded:all.tsv");
        return (said.GetProperty("label").GetString(), said.GetProperty("source").GetString());
    }
}
