using Xunit;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>A person's word: it outranks the teacher's at once, says what it contradicts, and can be taken back.</summary>
public sealed class CorrectTests
{
    [Fact]
    public async Task The_command_that_writes_a_result_again_names_the_database()
    {
        using var trial = new AnswerTrial();
        var job = (await trial.ClassifyAsync("--format", "json")).Text("job");

        var said = await trial.RunAsync("answers", "correct", "CFO", "--question", "department", "--label", "HR");

        Assert.Contains($"leadscout jobs resume {job} --db {trial.Database}", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_text_that_nobody_was_asked_about_each_result_of_the_question_is_named_and_of_nothing_new_none()
    {
        using var trial = new AnswerTrial();
        var job = (await trial.ClassifyAsync("--format", "json")).Text("job");

        var said = await CorrectAsync(trial, "Sous-chef", "Operations");

        Assert.Contains($"may say otherwise, where they have the text; to write one again: leadscout jobs resume {job} ", said.Out, StringComparison.Ordinal);
        Assert.Contains("leads.csv)", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("resume", (await CorrectAsync(trial, "Sous-chef", "Operations")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_nobody_was_asked_about_may_be_a_slip_and_that_is_said()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        var file = trial.Folder.Write("corrections.csv", "text,label\nCFO,HR\nRecrutier,HR\n");

        var slip = await CorrectAsync(trial, "CFOO", "HR");
        var right = await CorrectAsync(trial, "Recruiter", "Sales");
        var many = await trial.RunAsync("answers", "correct", "--file", file, "--question", "department");
        var json = (await trial.JsonAsync("answers", "correct", "Vertriebsleitr", "--question", "department", "--label", "HR"))[0];

        Assert.Contains("nobody was asked about this text before: see that it is written as in the list", slip.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody was asked", right.Out, StringComparison.Ordinal);
        Assert.Contains("nobody was asked about 1 of these texts ('Recrutier') before", many.Out, StringComparison.Ordinal);
        Assert.False(json.GetProperty("answeredBefore").GetBoolean());
    }

    [Fact]
    public async Task A_job_that_has_not_written_its_result_is_not_named()
    {
        using var trial = new AnswerTrial();
        trial.Folder.Write("none.tsv", "text\tlabel\n");
        var stopped = await trial.RunAsync(
            "classify", trial.Folder.Write("leads.csv", AnswerTrial.List), "--question", "department", "--teacher", "openai:m", "--teacher-url", "http://127.0.0.1:9/v1", "--retries", "0");
        Assert.Equal(4, stopped.ExitCode);

        Assert.DoesNotContain("resume", (await CorrectAsync(trial, "CFO", "HR")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_used_by_the_next_ask_and_the_next_job_and_names_what_it_contradicts()
    {
        using var trial = new AnswerTrial();
        var job = (await trial.ClassifyAsync("--format", "json")).Text("job");

        var said = (
            await trial.JsonAsync("answers", "correct", "cfo ", "--question", "department", "--label", "hr", "--by", "sales ops"))[0];

        Assert.Equal(("HR", true), (said.GetProperty("label").GetString(), said.GetProperty("changed").GetBoolean()));
        var against = Assert.Single(said.GetProperty("contradicts").EnumerateArray());
        Assert.Equal(
            ("Finance", "teacher", job, 1),
            (against.GetProperty("label").GetString(), against.GetProperty("source").GetString(), against.GetProperty("job").GetString(), against.GetProperty("call").GetInt32()));
        Assert.Equal(("HR", "person"), await trial.ExplainAsync("CFO"));
        await trial.ClassifyAsync();
        Assert.Contains("CFO,HR,1,person", File.ReadAllText(trial.Folder["leads.labelled.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_taken_back_one_at_a_time_until_the_teachers_answer_counts_again()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        await CorrectAsync(trial, "CFO", "HR");
        await CorrectAsync(trial, "CFO", "Sales");

        var first = await UndoAsync(trial);
        Assert.Contains("Sales is taken back; HR counts again", first.Out, StringComparison.Ordinal);
        Assert.Equal(("HR", "person"), await trial.ExplainAsync("CFO"));
        await UndoAsync(trial);
        Assert.Equal(("Finance", "exact"), await trial.ExplainAsync("CFO"));
        Refusal.Check(await UndoAsync(trial), "no correction of 'CFO'");
        Assert.Equal(3 + 2, trial.Query<long>("SELECT count(*) FROM answer"));
    }

    [Fact]
    public async Task The_same_word_twice_is_no_new_answer()
    {
        using var trial = new AnswerTrial();
        await CorrectAsync(trial, "CFO", "Finance");
        Assert.Contains("nothing was added", (await CorrectAsync(trial, " cfo", "finance")).Out, StringComparison.Ordinal);
        Assert.Equal(1, trial.Query<long>("SELECT count(*) FROM answer"));
    }

    [Fact]
    public async Task A_file_of_texts_and_labels_is_taken_whole_or_not_at_all()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        var good = trial.Folder.Write("good.csv", "note,Text,LABEL\nx,CFO,HR\ny,cfo,hr\nz,Recruiter,HR\n");
        var bad = trial.Folder.Write("bad.csv", "text,label\nVertriebsleiter,Sales\nCFO,Finanz\n");
        var twice = trial.Folder.Write("twice.csv", "text,label\nCFO,Sales\ncfo,HR\n");
        var blank = trial.Folder.Write("blank.csv", "text,label\n ,HR\n");

        Refusal.Check(await FileAsync(trial, bad), "bad.csv', row 2", "'Finanz'", "Did you mean 'Finance'");
        Refusal.Check(await FileAsync(trial, twice), "row 2", "row 1", "Sales");
        Refusal.Check(await FileAsync(trial, blank), "row 1", "blank");
        Assert.Equal(3, trial.Query<long>("SELECT count(*) FROM answer"));
        Assert.Contains("2 corrections added, 0 known already, 1 contradict", (await FileAsync(trial, good)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--label Sales", "text")]
    [InlineData("CFO", "--label")]
    [InlineData("CFO --label Sales --undo", "--undo")]
    [InlineData("CFO --file x.csv", "--file")]
    [InlineData("CFO --label nothing", "'nothing'", "Finance")]
    public async Task A_wrong_correction_says_what_is_allowed(string line, params string[] said)
    {
        using var trial = new AnswerTrial();
        Refusal.Check(await trial.RunAsync(["answers", "correct", .. line.Split(' '), "--question", "department"]), said);
    }

    private static Task<Run> CorrectAsync(AnswerTrial trial, string text, string label) =>
        trial.RunAsync("answers", "correct", text, "--question", "department", "--label", label);

    private static Task<Run> UndoAsync(AnswerTrial trial) =>
        trial.RunAsync("answers", "correct", "CFO", "--question", "department", "--undo");

    private static Task<Run> FileAsync(AnswerTrial trial, string file) =>
        trial.RunAsync("answers", "correct", "--file", file, "--question", "department");
}
