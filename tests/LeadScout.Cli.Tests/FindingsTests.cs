using System.Text;
using LeadScout.Jobs;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Nothing leaves the machine unseen, and what is no text is never sent.</summary>
public sealed class FindingsTests
{
    [Fact]
    public async Task The_list_its_layout_its_columns_and_three_texts_are_shown_before_the_first_call()
    {
        using var trial = new Trial();

        var run = await trial.ClassifyAsync(
            "UTF-8\nName;Email;Job Title\nA;a@example.org;CFO\nB;b@example.org;Recruiter\nC;c@example.org;Vertriebsleiter\nD;d@example.org;cfo\n");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("leads.csv (CSV, delimiter semicolon, UTF-8, header in row 2).", run.Error, StringComparison.Ordinal);
        Assert.Contains("Row 1 stands before the header and is passed over: 'UTF-8'.", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Asked about: column 'Job Title', as in \"CFO\", \"Recruiter\", \"Vertriebsleiter\".", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", run.Error, StringComparison.Ordinal);
        Assert.True(
            run.Error.IndexOf("Asked about", StringComparison.Ordinal) < run.Error.IndexOf("Asking", StringComparison.Ordinal), run.Error);
        Assert.StartsWith(
            "UTF-8\nName;Email;Job Title;department;",
            Encoding.UTF8.GetString(trial.Folder.Read("leads.labelled.csv")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("n", 130)]
    [InlineData(".", 130)]
    public async Task A_person_at_a_terminal_is_asked_to_go_on(string key, int exitCode)
    {
        using var trial = new Trial();
        string[] command =
            ["classify", trial.Folder.Write("leads.csv", "Job Title\nCFO\n"), "--question", "department", "--teacher", "recorded:" + trial.Folder.Write("answers.tsv", Trial.Answers), "--db", trial.Database];

        var run = await CommandLine.AskedAsync(key, command);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("Press Enter to go on", run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode == 0, File.Exists(trial.Folder["leads.labelled.csv"]));
        Assert.DoesNotContain("Press Enter", (await CommandLine.AskedAsync("n", [.. command, "--yes"])).Error, StringComparison.Ordinal);
        Assert.True(File.Exists(trial.Folder["leads.labelled.csv"]));
    }

    [Fact]
    public async Task A_file_that_the_result_replaces_is_named_before_anything_is_asked_but_not_the_jobs_own()
    {
        using var trial = new Trial();
        const string List = "Job Title\nCFO\nRecruiter\n";
        const string Said = "leads.labelled.csv is there and will be replaced.";

        var fresh = await trial.ClassifyAsync(List);
        var again = await trial.ClassifyAsync(List);
        var other = await trial.ClassifyAsync(List, "--seed", "2");
        var first = await trial.ClassifyAsync(List);
        var quiet = await trial.ClassifyAsync(List, "--seed", "3", "--quiet");
        trial.Folder.Write("mine.csv", "notes\n");
        var named = await trial.ClassifyAsync(List, "--out", trial.Folder["mine.csv"]);

        trial.Folder.Write("probed.csv", "notes\n");
        await CommandLine.RunAsync("estimate", trial.Folder["leads.csv"], "--question", "department", "--teacher", "recorded:" + trial.Folder["answers.tsv"], "--max-error", "0%", "--seed", "4",
            "--out", trial.Folder["probed.csv"], "--db", trial.Database, "--probe", "1");
        var probed = await trial.ClassifyAsync(List, "--seed", "4", "--out", trial.Folder["probed.csv"]);

        Assert.Contains("probed.csv is there and will be replaced.", probed.Error, StringComparison.Ordinal); // a probe writes nothing
        Assert.DoesNotContain("will be replaced", fresh.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("will be replaced", again.Error, StringComparison.Ordinal);
        Assert.Contains(Said, other.Error, StringComparison.Ordinal);
        Assert.Contains(Said, first.Error, StringComparison.Ordinal); // another job has written it since
        Assert.DoesNotContain("will be replaced", quiet.Error, StringComparison.Ordinal);
        Assert.Contains("mine.csv is there and will be replaced.", named.Error, StringComparison.Ordinal);
        Assert.StartsWith("Job Title,department", Encoding.UTF8.GetString(trial.Folder.Read("mine.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_at_a_terminal_is_asked_whether_a_file_may_be_replaced()
    {
        using var trial = new Trial();
        trial.Folder.Write("leads.labelled.csv", "notes\n");
        string[] command =
            ["classify", trial.Folder.Write("leads.csv", "Job Title\nCFO\n"), "--question", "department", "--teacher", "recorded:" + trial.Folder.Write("answers.tsv", Trial.Answers), "--db", trial.Database];

        var run = await CommandLine.AskedAsync("n", command);

        Assert.Contains("leads.labelled.csv be replaced? Press Enter", run.Error.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Equal("notes\n", Encoding.UTF8.GetString(trial.Folder.Read("leads.labelled.csv")));
    }

    [Fact]
    public async Task A_corrected_list_and_exported_answers_say_which_file_they_replace()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync("Job Title\nCFO\nRecruiter\n");
        var (corrected, answers) = (trial.Folder.Write("corrected.csv", "notes\n"), trial.Folder.Write("answers.jsonl", "notes\n"));

        var certify = await CommandLine.RunAsync(
            "certify", trial.Folder["leads.labelled.csv"], "--label-column", "department", "--question", "department", "--teacher", "recorded:" + trial.Folder["answers.tsv"],
            "--db", trial.Database, "--fix", corrected);
        var export = await CommandLine.RunAsync("answers", "export", "--out", answers, "--db", trial.Database);

        Assert.Contains("corrected.csv is there and will be replaced.", certify.Error, StringComparison.Ordinal);
        Assert.Contains("answers.jsonl is there and will be replaced.", export.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_and_long_texts_are_said_with_counts_and_never_sent_blindly()
    {
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var list = folder.Write(
            "leads.csv", $"Id,Job Title\n1,#N/A\n2,CFO\n3,#BEZUG!\n4,{new string('x', 2001)}\n5,Err:508\n6,#1 seller\n7,\n8,#NV\n");
        string[] command =
            ["classify", list, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--max-error", "0%", "--db"];

        var run = await CommandLine.RunAsync(_ => "test-key", [.. command, folder["x.db"]]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("4 rows: an error such as #N/A in place of a text, not asked about.", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 row: a text longer than --max-text, asked about by its beginning", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 row of 8: no text, not asked about.", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["#1 seller", "CFO", new string('x', 2000)], server.Calls.SelectMany(call => call.Items).Order(StringComparer.Ordinal));
        var rows = Encoding.UTF8.GetString(folder.Read("leads.labelled.csv")).Split('\n');
        Assert.Equal("1,#N/A,,,undecided:cell-error", rows[1]);

        var skipped = await CommandLine.RunAsync(
            _ => "test-key", [.. command, folder["y.db"], "--long-texts", "skip", "--max-text", "3", "--out", folder["skipped.csv"]]);

        Assert.True(skipped.ExitCode == 0, skipped.Error);
        Assert.Contains("2 rows: a text longer than --max-text, not asked about.", skipped.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            ",,,undecided:too-long", Encoding.UTF8.GetString(folder.Read("skipped.csv")).Split('\n')[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_rows_are_never_taken_for_the_text_of_one_column()
    {
        using var trial = new Trial();
        Refusal.Check(
            await trial.ClassifyAsync("\"Name;Email;Job Title\"\n\"A;a@example.org;CFO\"\n\"B;b@example.org;CFO\"\n"),
            "looks like a list of one column", "--delimiter ';'");
        Refusal.Check(
            await trial.ClassifyAsync("Name:Email:Job Title\nA:a@example.org:CFO\n", "--column", "Name:Email:Job Title"),
            "--delimiter ':'");
    }

    [Theory]
    [InlineData("Email\na@example.org\nb@example.org\n")]
    [InlineData("a@example.org\nb@example.org\nc@example.org\n")]
    [InlineData("a@example.org\nCFO\nCEO\n")]
    [InlineData("contact\nAnn a@example.org CFO\nBob b@example.org CEO\n")]
    [InlineData("Name,Job Title,Email\nA,a@example.org,CFO\nB,b@example.org,CEO\n")]
    [InlineData("Job Title\n\"CFO, a@example.org\"\n")]
    public async Task Columns_of_e_mail_addresses_are_sent_only_to_who_chose_them(string list)
    {
        using var trial = new Trial();
        Refusal.Check(await trial.ClassifyAsync(list), "e-mail address", "--column 'Job Title=");
        var column = list.Contains(',', StringComparison.Ordinal) && !list.Contains('"', StringComparison.Ordinal)
            ? "Job Title"
            : list[..list.IndexOf('\n', StringComparison.Ordinal)];

        var chosen = await trial.ClassifyAsync(list, "--column", $"Job Title={column}");

        Assert.DoesNotContain("most cells", chosen.Error, StringComparison.Ordinal);
        Assert.Contains("Asked about", chosen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_in_a_text_are_said_with_their_count_and_nothing_steers_the_terminal()
    {
        using var trial = new Trial();
        var run = await trial.ClassifyAsync(
            "Id,Job Title\n1,CFO\n2,\"CFO, write to a@example.org\"\n3,\u001b[31mRecruiter\u202e\n4,VP @ Sales\n5,@handle.x\n");
        Assert.Contains("1 row: an e-mail address in the text, which is sent with it.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.DoesNotContain('\u202e', run.Error);
    }

    [Fact]
    public async Task A_column_that_only_a_late_record_has_is_found()
    {
        using var trial = new Trial();
        var list = trial.Folder.Write(
            "leads.jsonl", string.Concat(Enumerable.Repeat("{\"Id\":1}\n", 1500)) + "{\"Id\":2,\"Job Title\":\"CFO\"}\n");
        var run = await trial.ClassifyFileAsync(list, "department");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(
            "1500 rows of 1,501: no text, not asked about. Most of the column is empty: is it the right one?",
            run.Error.Replace("1,500 rows", "1500 rows", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Refusal.Check(
            await trial.ClassifyFileAsync(
                trial.Folder.Write(
                    "late.jsonl", string.Concat(Enumerable.Repeat("{\"Job Title\":\"CFO\"}\n", 1500)) + "{\"department\":1}\n"),
                "department"),
            "has a column 'department' already");
    }

    [Fact]
    public async Task Standard_input_is_read_and_standard_output_has_the_result_alone()
    {
        using var folder = new Folder();
        using var piped = new MemoryStream();
        using var error = new StringWriter();
        using var text = new StringWriter();
        var terminal = new Terminals.Terminal(text, TextWriter.Synchronized(error), ErrorIsTerminal: false, TimeProvider.System, _ => null)
        {
            OpenIn = () => new MemoryStream("Id;Job Title\n1;CFO\n"u8.ToArray()),
            OpenOut = () => piped,
        };
        string[] command =
            ["classify", "-", "--question", "department", "--teacher", "recorded:" + folder.Write("answers.tsv", Trial.Answers), "--max-error", "0%", "--db", folder["x.db"]];

        Assert.True(
            await CommandLineApp.RunAsync([.. command, "--input-format", "csv"], terminal, TestContext.Current.CancellationToken) == 0,
            error.ToString());

        Assert.Equal(
            "Id;Job Title;department;department_confidence;department_source\n1;CFO;Finance;1;teacher\n",
            Encoding.UTF8.GetString(piped.ToArray()));
        Assert.Empty(text.ToString());
        Assert.Equal(2, await CommandLineApp.RunAsync(command, terminal, TestContext.Current.CancellationToken));
        Assert.Contains("--input-format", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trailing_blank_lines_stay()
    {
        using var trial = new Trial();
        Assert.Equal(0, (await trial.ClassifyAsync("Id,Job Title\n1,CFO\n\n\n")).ExitCode);
        Assert.EndsWith(
            "1,CFO,Finance,1,teacher\n\n\n", Encoding.UTF8.GetString(trial.Folder.Read("leads.labelled.csv")), StringComparison.Ordinal);
    }
}
