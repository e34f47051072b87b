using System.Globalization;
using System.Text.Json;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Old decisions, put to the proof by a new teacher or in new words.</summary>
public sealed class RecheckTests
{
    [Theory]
    [InlineData(0, 0, "proven", "keep")]
    [InlineData(5, 5, "refuted", "keep,correct,reopen,start-over")]
    public async Task What_a_new_teacher_would_change_is_proven_or_refuted_by_few_texts(
        int otherwiseEvery, int exitCode, string verdict, string offers)
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var teacher = trial.Recorded("new", otherwiseEvery);

        var run = await trial.RunAsync(job, "--teacher", teacher, "--max-error", "5%", "--format", "json");

        Assert.True(run.ExitCode == exitCode, run.Error);
        Assert.Equal(verdict, run.Json.GetProperty("certified").GetProperty("verdict").GetString());
        Assert.InRange(run.Number("askedTexts"), 1, 300);
        var recheck = run.Json.GetProperty("recheck");
        Assert.Equal(job, recheck.GetProperty("job").GetString());
        var made = recheck.GetProperty("offers").EnumerateArray().Select(offer => offer.GetProperty("offer").GetString()!).ToArray();
        Assert.All(offers.Split(','), offer => Assert.Contains(offer, made));
        Assert.Equal("start-over", made[^1]);
    }

    [Fact]
    public async Task What_would_change_is_told_by_labels_old_and_new_with_commands_that_work()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var teacher = trial.Recorded("new", otherwiseEvery: 5);

        var run = await trial.RunAsync(job, "--teacher", teacher, "--max-error", "5%");

        Assert.Contains("REFUTED: with 95 % confidence at least", run.Out, StringComparison.Ordinal);
        Assert.Contains("would be decided otherwise", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("are wrong", run.Out, StringComparison.Ordinal);
        Assert.Contains("What you can do:", run.Out, StringComparison.Ordinal);
        var commands = run.Out.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("leadscout ", StringComparison.Ordinal) && line.Contains("--question", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, commands.Length);
        foreach (var command in commands)
        {
            var again = await CommandLine.RunAsync([.. command.Split(' ').Skip(1).Select(word => word.Trim('\''))]);
            Assert.True(again.ExitCode is 0 or 5, again.Error);
        }

        Assert.True(File.Exists(trial.Folder["leads.corrected.csv"]));
        Assert.True(File.Exists(trial.Folder["leads.again.csv"]));
        Assert.True(File.Exists(trial.Folder["leads.reopened.csv"]));
    }

    [Fact]
    public async Task What_is_offered_repeats_whom_to_ask_at_what_price_and_how_the_list_is_read()
    {
        using var trial = new RecheckTrial();
        var rows = (await File.ReadAllLinesAsync(trial.List, TestContext.Current.CancellationToken)).Skip(1);
        var list = trial.Folder.Write("semi.csv", "Title;Note\n" + string.Concat(rows.Select(row => row + ";x\n")));
        var old = await CommandLine.RunAsync(
            "classify", list, "--question", "department", "--teacher", "recorded:" + trial.Folder["old.tsv"], "--db", trial.Database, "--max-error", "10%", "--format", "json",
            "--delimiter", ";", "--column", "Title", "--rows-per-call", "10", "--seed", "7", "--price-in", "2", "--price-out", "3");
        Assert.True(old.ExitCode == 0, old.Error);

        var recheck = await trial.RunAsync(
            old.Text("job")!, "--teacher", trial.Recorded("new", otherwiseEvery: 5), "--max-error", "5%", "--price-in", "1", "--price-out", "4", "--timeout", "9s",
            "--requests-per-minute", "100000", "--format", "json");

        var commands = recheck.Json.GetProperty("recheck").GetProperty("offers").EnumerateArray()
            .Where(offer => offer.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.String).Select(offer => offer.GetProperty("command").GetString()!).ToArray();
        Assert.Equal(3, commands.Length);
        foreach (var command in commands)
        {
            Assert.Contains("--price-in 1 --price-out 4 --timeout 9s --requests-per-minute 100000", command, StringComparison.Ordinal);
            Assert.Equal(command.StartsWith("leadscout classify", StringComparison.Ordinal), command.Contains("--delimiter semicolon", StringComparison.Ordinal));
            Assert.Equal(command.StartsWith("leadscout classify", StringComparison.Ordinal), command.Contains("--rows-per-call 10 --seed 7", StringComparison.Ordinal));
            var again = await CommandLine.RunAsync([.. command.Split(' ').Skip(1).Select(word => word.Trim('\''))]);
            Assert.True(again.ExitCode is 0 or 5, command + again.Error);
        }
    }

    [Fact]
    public async Task What_leans_on_labels_that_moved_is_decided_anew_and_the_others_keep_what_they_have()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var teacher = trial.RecordedMoving("Finance", "Legal");
        var recheck = await trial.RunAsync(job, "--teacher", teacher, "--max-error", "5%", "--format", "json");
        var reopen = recheck.Json.GetProperty("recheck").GetProperty("offers").EnumerateArray().Single(offer => offer.GetProperty("offer").GetString() == "reopen");
        var says = reopen.GetProperty("says").GetString()!;

        var run = await CommandLine.RunAsync([.. reopen.GetProperty("command").GetString()!.Split(' ').Skip(1).Select(word => word.Trim('\'')), "--format", "json"]);

        Assert.StartsWith("decide anew what leans on the label that moved (Finance), and keep the others: of their 900 rows at most", says, StringComparison.Ordinal);
        Assert.InRange(reopen.GetProperty("forecast").GetProperty("asks").GetProperty("most").GetInt64(), 50, 100); // 100 texts less what the recheck asked
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.InRange(run.Json.GetProperty("keptRows").GetInt64(), 600, 900); // some are known by the recheck, and take the new word
        var rows = (await File.ReadAllTextAsync(trial.Folder["leads.reopened.csv"], TestContext.Current.CancellationToken)).Split('\n').Skip(1).Where(row => row.Length > 0).Select(row => row.Split(',')).ToArray();
        Assert.All(rows, row => Assert.Equal(row[1] == "Finance" ? "Legal" : row[1], row[4]));
        Assert.All(rows.Where(row => row[6] == "kept"), row => Assert.NotEqual("Finance", row[1]));
    }

    [Fact]
    public async Task What_is_offered_repeats_the_budgets_by_label()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var recheck = await trial.RunAsync(
            job, "--teacher", trial.RecordedMoving("Finance", "Legal"), "--max-error", "30%", "--max-error", "Finance=5%", "--min-recall", "Sales=50%", "--format", "json");
        var correct = recheck.Json.GetProperty("recheck").GetProperty("offers").EnumerateArray().Single(offer => offer.GetProperty("offer").GetString() == "correct");

        var again = await CommandLine.RunAsync([.. correct.GetProperty("command").GetString()!.Split(' ').Skip(1).Select(word => word.Trim('\'')), "--format", "json"]);

        Assert.True(recheck.ExitCode == 5, recheck.Error);
        Assert.Equal((5, recheck.Text("job"), 0L), (again.ExitCode, again.Text("job"), again.Number("newCalls")));
    }

    [Fact]
    public async Task Answers_of_the_new_teacher_that_the_log_has_are_not_asked_again()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var teacher = trial.Recorded("new", otherwiseEvery: 0);
        await CommandLine.RunAsync(
            "classify", trial.List, "--question", "department", "--teacher", teacher, "--db", trial.Database, "--max-error", "0%", "--out", trial.Folder["other.csv"]);

        var run = await trial.RunAsync(job, "--teacher", teacher, "--format", "json");

        Assert.Equal((0, 0L), (run.ExitCode, run.Number("askedTexts")));
    }

    [Fact]
    public async Task A_teacher_that_decided_already_in_the_same_words_is_refused()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();

        var run = await trial.RunAsync(job);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is nothing to learn", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_words_are_put_to_the_jobs_own_teacher()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var reworded = trial.Reworded(label => label);

        var run = await trial.RunAsync(job, "--question", reworded, "--max-error", "5%", "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.InRange(run.Number("askedTexts"), 1, 300);
        Assert.Contains("in new words", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_was_reworded_in_its_own_file_is_put_to_the_result_as_it_is_and_that_is_said()
    {
        using var trial = new RecheckTrial();
        var file = trial.Reworded(label => label);
        var job = await CommandLine.RunAsync(
            "classify", trial.List, "--question", file, "--teacher", trial.Recorded("old", 0), "--db", trial.Database, "--max-error", "10%", "--format", "json");
        var words = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, words.Replace("Decide by the function.", "Decide by the title.", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var same = await trial.RunAsync(job.Text("job")!, "--max-error", "5%", "--format", "json");
        var moved = await trial.RunAsync(job.Text("job")!, "--teacher", trial.Recorded("new", otherwiseEvery: 5), "--max-error", "5%");

        Assert.True(same.ExitCode == 0, same.Error);
        Assert.InRange(same.Number("askedTexts"), 1, 300);
        Assert.Contains("was reworded since job", same.Error, StringComparison.Ordinal);
        Assert.Contains("is taken as it is", same.Error, StringComparison.Ordinal);
        Assert.Equal(5, moved.ExitCode);
        Assert.Contains("--keep department", moved.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_with_other_labels_is_refused_and_they_are_named()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var other = trial.Reworded(label => label == "Sales" ? "Vertrieb" : label);

        var run = await trial.RunAsync(job, "--question", other, "--teacher", trial.Recorded("new", 0));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("without Sales; new are Vertrieb", run.Error, StringComparison.Ordinal);
        Assert.Contains("--map", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leads.csv", "is not what it was when job", "leadscout certify")]
    [InlineData("leads.labelled.csv", "is not what job", "leadscout jobs resume")]
    public async Task A_list_or_a_result_that_was_changed_is_refused_with_a_way_on(string file, string says, string way)
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        await File.AppendAllTextAsync(trial.Folder[file], "Baker,Sales,1,teacher\n", TestContext.Current.CancellationToken);

        var run = await trial.RunAsync(job, "--teacher", trial.Recorded("new", 0));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Contains(way, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leads.csv", "leadscout certify")]
    [InlineData("leads.labelled.csv", "leadscout jobs resume")]
    public async Task A_list_or_a_result_that_is_gone_is_refused_with_a_way_on(string file, string way)
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        File.Delete(trial.Folder[file]);

        var run = await trial.RunAsync(job, "--teacher", trial.Recorded("new", 0));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(way, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_is_written_again_as_told_can_be_rechecked()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        File.Delete(trial.Folder["leads.labelled.csv"]);

        await CommandLine.RunAsync("jobs", "resume", job, "--db", trial.Database);
        var run = await trial.RunAsync(job, "--teacher", trial.Recorded("new", 0));

        Assert.True(run.ExitCode == 0, run.Error);
    }

    [Fact]
    public async Task A_job_that_is_not_done_is_refused_and_so_is_one_that_decided_nothing()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        var teacher = trial.Recorded("new", otherwiseEvery: 0);
        var recheck = await trial.RunAsync(job, "--teacher", teacher, "--format", "json");
        var stopped = await CommandLine.RunAsync(
            "classify", trial.List, "--question", "seniority", "--teacher", teacher, "--db", trial.Database, "--out", trial.Folder["other.csv"], "--format", "json");

        var ofRecheck = await trial.RunAsync(recheck.Text("job")!, "--teacher", teacher);
        var ofStopped = await trial.RunAsync(stopped.Text("job") ?? "", "--teacher", teacher);

        Assert.Equal((2, 2), (ofRecheck.ExitCode, ofStopped.ExitCode));
        Assert.Contains("has decided nothing", ofRecheck.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_spending_limit_stops_it_and_it_goes_on_with_more()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        string[] asked = ["--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--price-in", "1000", "--price-out", "1000", "--format", "json"];

        var stopped = await trial.RunWithKeyAsync([job, .. asked, "--max-cost", "0.01"]);
        var resumed = await CommandLine.RunAsync(
            _ => "key", "jobs", "resume", stopped.Text("job")!, "--max-cost", "100000", "--db", trial.Database, "--format", "json");

        Assert.True(stopped.ExitCode == 3, stopped.Error);
        Assert.Contains(resumed.ExitCode, new[] { 0, 5 });
        Assert.Equal("start-over", resumed.Json.GetProperty("recheck").GetProperty("offers").EnumerateArray().Last().GetProperty("offer").GetString());
        Assert.True(resumed.Json.GetProperty("recheck").GetProperty("offers").EnumerateArray().Last().GetProperty("forecast").GetProperty("asks").GetProperty("most").GetInt64() > 0);
    }

    [Fact]
    public async Task Most_audits_leave_it_undecided_and_more_go_on()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();
        string[] asked = [job, "--teacher", trial.Recorded("new", otherwiseEvery: 0), "--max-error", "5%", "--format", "json"];

        var stopped = await trial.RunAsync([.. asked, "--max-audits", "10"]);
        var again = await trial.RunAsync([.. asked, "--max-audits", "500"]);

        Assert.Equal((3, 0), (stopped.ExitCode, again.ExitCode));
        Assert.Equal(stopped.Text("job"), again.Text("job"));
    }

    [Fact]
    public async Task Answers_in_the_log_are_put_to_the_proof_each_text_once()
    {
        using var trial = new RecheckTrial();
        await trial.ClassifyAsync("0%");
        string[] asked = ["--question", "department", "--teacher", trial.Recorded("new", otherwiseEvery: 5), "--max-error", "5%", "--format", "json"];

        var run = await trial.RunAsync(asked);
        var again = await trial.RunAsync(asked);

        Assert.True(run.ExitCode == 5, run.Error);
        Assert.Equal(RecheckTrial.Titles, run.Json.GetProperty("certified").GetProperty("rows").GetInt32());
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("recheck").GetProperty("job").ValueKind);
        Assert.Equal((run.Text("job"), 0L), (again.Text("job"), again.Number("newCalls")));
    }

    [Fact]
    public async Task A_packed_result_under_another_name_is_compared_and_corrected_in_its_own_form()
    {
        using var trial = new RecheckTrial();
        var list = trial.Folder["leads.csv.gz"];
        await using (var packed = new System.IO.Compression.GZipStream(File.Create(list), System.IO.Compression.CompressionLevel.Fastest))
        {
            await packed.WriteAsync(await File.ReadAllBytesAsync(trial.List, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }

        var job = await CommandLine.RunAsync(
            "classify", list, "--question", "department", "--teacher", trial.Recorded("old", 0), "--db", trial.Database, "--out", trial.Folder["a.csv.gz"], "--format", "json");
        var run = await trial.RunAsync(job.Text("job")!, "--teacher", trial.Recorded("new", otherwiseEvery: 5));

        Assert.True(run.ExitCode == 5, run.Error);
        Assert.Contains("a.corrected.csv.gz", run.Out, StringComparison.Ordinal);
        Assert.Contains("a.again.csv.gz", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_answers_of_another_teacher_is_refused()
    {
        using var trial = new RecheckTrial();

        var run = await trial.RunAsync("--question", "department", "--teacher", trial.Recorded("new", 0));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The log has no answers of an LLM other than", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estimate_asks_nothing()
    {
        using var trial = new RecheckTrial();
        var job = await trial.ClassifyAsync();

        var run = await trial.RunAsync(job, "--teacher", trial.Recorded("new", 0), "--estimate", "--format", "json");
        var jobs = await CommandLine.RunAsync("jobs", "list", "--db", trial.Database, "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("labelled", jobs.Out.Replace("leads.labelled.csv\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private sealed class RecheckTrial : IDisposable
    {
        public const int Titles = 400;
        private static readonly string[] Labels = ["Sales", "Marketing", "Finance", "IT"];

        public RecheckTrial()
        {
            List = Folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(0, 3 * Titles).Select(i => $"Title {i % Titles}\n")));
            Recorded("old", 0);
        }

        public Folder Folder { get; } = new();

        public string List { get; }

        public string Database => Folder["trial.db"];

        public string Recorded(string name, int otherwiseEvery) => "recorded:" + Folder.Write(
            name + ".tsv",
            "text\tlabel\n" + string.Concat(Enumerable.Range(0, Titles).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"Title {i}\t{Labels[(i + (otherwiseEvery > 0 && i % otherwiseEvery == 0 ? 1 : 0)) % Labels.Length]}\n"))));

        /// <summary>A teacher that calls all of one label another.</summary>
        public string RecordedMoving(string label, string instead) => "recorded:" + Folder.Write(
            "moving.tsv",
            "text\tlabel\n" + string.Concat(Enumerable.Range(0, Titles).Select(i => $"Title {i}\t{Labels[i % Labels.Length].Replace(label, instead, StringComparison.Ordinal)}\n")));

        public string Reworded(Func<string, string> label) => Folder.Write("reworded.yaml", string.Join('\n', [
            "name: department", "text: '{Job Title}'", "ask: In which department does a person with this title work? Decide by the function.",
            "labels:", .. AllLabels.Select(name => $"  - {label(name)}"), ""]));

        public async Task<string> ClassifyAsync(string maxError = "10%")
        {
            var run = await CommandLine.RunAsync(
                "classify", List, "--question", "department", "--teacher", "recorded:" + Folder["old.tsv"], "--db", Database, "--max-error", maxError, "--format", "json");
            Assert.True(run.ExitCode == 0, run.Error);
            return run.Text("job")!;
        }

        public Task<Run> RunAsync(params string[] more) => CommandLine.RunAsync(["recheck", .. more, "--db", Database]);

        public Task<Run> RunWithKeyAsync(params string[] more) => CommandLine.RunAsync(_ => "key", ["recheck", .. more, "--db", Database]);

        public void Dispose() => Folder.Dispose();

        private static IEnumerable<string> AllLabels =>
            LeadScout.Files.QuestionFiles.BuiltInQuestions.Load("department").Question.Labels.Select(label => label.Name);
    }
}
