using LeadScout.Sqlite;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>
/// Bad input gives exit code 2 and a message that says what, where and what to do; nothing is asked and nothing is written.
/// </summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("", "leads.csv", "is empty")]
    [InlineData("Job Title\n", "header", "no rows")]
    [InlineData("Name,Firma\nA,B\n", "Job Title", "'Name', 'Firma'", "--column")]
    [InlineData("Job Title,Job Title\nCFO,CFO\n", "Job Title", "twice")]
    [InlineData("Id,Job Title\n1,CFO\n2\n", "row 2", "line 3", "1 field", "2")]
    [InlineData("Id,Job Title\n1,CFO\n2,\"CFO\n3,CFO\n", "row 2 (line 3)", "column 'Job Title'", "a quote opens here and never closes")]
    [InlineData("Id,Job Title\n1,CFO\n2,CFO,x\n", "row 2 (line 3)", "3 fields", "the header has 2")]
    public async Task A_broken_list_is_refused(string list, params string[] said)
    {
        using var trial = new Trial();

        Refused(await trial.ClassifyAsync(list), said);

        Assert.False(File.Exists(trial.Folder["leads.labelled.csv"]));
    }

    [Fact]
    public async Task A_broken_list_can_be_mended_and_run_again()
    {
        using var trial = new Trial();
        Refused(await trial.ClassifyAsync("Id,Job Title\n1,CFO\n2\n"), "row 2");

        var mended = await trial.ClassifyAsync("Id,Job Title\n1,CFO\n2,CFO\n");

        Assert.True(mended.ExitCode == 0, mended.Error);
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_refused()
    {
        using var trial = new Trial();
        Refused(await trial.ClassifyFileAsync(trial.Folder["gone.csv"], "department"), "There is no file", "gone.csv");
    }

    [Fact]
    public async Task A_mistyped_column_gets_the_nearest()
    {
        using var trial = new Trial();
        Refused(
            await trial.ClassifyAsync("Id,Job Title\n1,CFO\n", "--column", "Jop Titel"),
            "no column 'Jop Titel'",
            "Did you mean 'Job Title'?");
    }

    [Theory]
    [InlineData("name: q\nask: What: now?\ntext: \"{T}\"\nlabels: [A, B]\n", "line 2", "not YAML")]
    [InlineData("name: q\nask: What?\ntext: \"{T}\"\n", "'labels' is missing")]
    [InlineData("name: q\nask: What?\ntext: \"{T}\"\nlabels: []\n", "line 4", "'labels' lists 0", "at least two")]
    [InlineData("name: q\nask: What?\ntext: \"{T}\"\nlabels: [A, B, A]\n", "line 4", "the label 'A' stands twice")]
    [InlineData("name: q\nask: What?\ntext: \"{T}\"\nlabels: [A, B]\nrules:\n  - {label: C, words: [c]}\n", "line 6", "the label 'C'", "The labels are A, B")]
    [InlineData("name: q\nask: What?\ntext: \"job title\"\nlabels: [A, B]\n", "line 3", "names no column", "braces")]
    public async Task A_broken_question_is_refused(string yaml, params string[] said)
    {
        using var trial = new Trial();
        var question = trial.Folder.Write("q.yaml", yaml);

        Refused(await trial.ClassifyFileAsync(trial.Folder.Write("leads.csv", "T\nx\n"), question), [.. said, "q.yaml"]);
        Refused(await CommandLine.RunAsync("questions", "check", question), [.. said, "q.yaml"]);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_found_before_the_first_call()
    {
        using var trial = new Trial();

        Refused(await trial.ClassifyAsync("Job Title\nCFO\n", "--out", trial.Folder["no-such-folder/out.csv"]), "no-such-folder");

        using var store = SqliteStore.Open(trial.Database);
        Assert.Equal(0, await store.LogPositionAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("leads.csv", "is the input itself", "--out")]
    [InlineData("folder.csv", "is a directory", "--out")]
    [InlineData("out.xlsx", "must end in '.csv'", "--out")]
    [InlineData("blocked.csv", "can't be written", "--out")]
    public async Task An_output_that_cannot_be_written_costs_nothing(string output, params string[] said)
    {
        using var trial = new Trial();
        Directory.CreateDirectory(trial.Folder["folder.csv"]);
        Directory.CreateDirectory(trial.Folder["blocked.csv.leadscout.tmp"]); // stands where even the superuser would have to write
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var list = trial.Folder.Write("leads.csv", "Job Title\nCFO\n");

        var run = await CommandLine.RunAsync(
            _ => "test-key",
            "classify", list, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--db", trial.Database, "--out", trial.Folder[output]);

        Refused(run, [.. said, output]);
        Assert.Equal(0, server.Stats.Calls);
    }

    [Fact]
    public async Task An_added_column_that_is_there_already_is_refused()
    {
        using var trial = new Trial();
        Refused(await trial.ClassifyAsync("Job Title,department\nCFO,x\n"), "department");
    }

    [Fact]
    public async Task A_teacher_without_a_key_is_refused_before_anything_else()
    {
        using var folder = new Folder();
        var list = folder.Write("leads.csv", "Job Title\nCFO\n");
        Refused(
            await CommandLine.RunAsync(
                "classify", list, "--question", "department", "--teacher", "openai:gpt-5-mini", "--db", folder["x.db"]),
            "openai:gpt-5-mini",
            "OPENAI_API_KEY");
    }

    [Fact]
    public async Task Without_a_teacher_and_a_key_nobody_is_paid_in_silence()
    {
        using var folder = new Folder();
        Refused(
            await CommandLine.RunAsync(
                "classify", folder.Write("leads.csv", "Job Title\nCFO\n"), "--question", "department", "--db", folder["x.db"]),
            "--teacher",
            "leadscout demo");
    }

    [Theory]
    [InlineData("ftp://example", "http")]
    [InlineData("http://me:secret@127.0.0.1/v1", "OPENAI_API_KEY")]
    public async Task A_teacher_url_is_a_plain_http_address(string url, string said)
    {
        using var trial = new Trial();
        var run = await trial.ClassifyAsync("Job Title\nCFO\n", "--teacher-url", url);
        Refused(run, said);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_database_is_told_so_and_breaks_nothing()
    {
        using var trial = new Trial();
        using (SqliteStore.Open(trial.Database))
        {
            var (name, _) = (trial.Folder.Write("leads.csv", "Job Title\nCFO\n"), trial.Folder.Write("answers.tsv", Trial.Answers));
            var second = await LeadScoutProcess.RunAsync(
                trial.Folder.Path, null, "classify", name, "--question", "department", "--teacher", "recorded:answers.tsv", "--db",
                "trial.db");
            Refused(second, "trial.db", "--db");
        }

        Assert.Equal(0, (await trial.ClassifyAsync("Job Title\nCFO\n")).ExitCode);
    }

    private static void Refused(Run run, params string[] said) => Refusal.Check(run, said);
}
