using CsCheck;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>Out of one database and into another, and nothing is lost.</summary>
public sealed class ExportTests
{
    private static readonly string[] Titles = ["CFO", "=1+1", "Müller, \"x\"", "a\nb", "VP", "@home", " chief ", "'"];

    private static readonly Gen<(int Text, int Label, int Kind, int Day)[]> GenLog =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 5]).Array[0, 25];

    [Fact]
    public async Task Any_log_exported_imported_into_an_empty_database_and_exported_again_is_the_same_bytes() => await GenLog.SampleAsync(
        async log =>
        {
            using var trial = new AnswerTrial();
            await FillAsync(trial.Database, log);
            foreach (var ending in log.Length == 0 ? new[] { "jsonl" } : ["jsonl", "csv"])
            {
                var (first, second, copy) = (
                    trial.Folder["first." + ending], trial.Folder["second." + ending], trial.Folder[ending + ".db"]);
                Assert.Equal(0, (await trial.RunAsync("answers", "export", "--out", first)).ExitCode);
                var import = await trial.JsonAsync("answers", "import", first, "--db", copy);
                Assert.Equal(
                    (log.Length, 0, 0),
                    (import.GetProperty("added").GetInt32(), import.GetProperty("known").GetInt32(), import.GetProperty("conflicting").GetInt32()));
                Assert.Equal(0, (await trial.RunAsync("answers", "export", "--out", second, "--db", copy)).ExitCode);
                Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
                Assert.Equal((0, log.Length), Counts(await trial.JsonAsync("answers", "import", first)));
                Assert.Equal((0, log.Length), Counts(await trial.JsonAsync("answers", "import", second, "--db", copy)));
            }
        },
        iter: 25,
        threads: 1);

    [Fact]
    public async Task The_same_list_over_an_imported_log_makes_no_call_and_the_same_result()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        var result = trial.Folder.Read("leads.labelled.csv");
        await trial.RunAsync("answers", "export", "--out", trial.Folder["a.jsonl"]);
        await trial.RunAsync("answers", "import", trial.Folder["a.jsonl"], "--db", trial.Folder["new.db"]);
        File.Delete(trial.Folder["leads.labelled.csv"]);

        var again = await trial.ClassifyAsync("--db", trial.Folder["new.db"], "--format", "json");

        Assert.Equal(0L, again.Number("calls"));
        Assert.Equal(result, trial.Folder.Read("leads.labelled.csv"));
    }

    [Fact]
    public async Task What_two_machines_know_is_put_together_and_contradictions_are_said_with_who_counts()
    {
        using var trial = new AnswerTrial();
        var theirs = trial.Folder["theirs.db"];
        await trial.ClassifyAsync();
        await trial.RunAsync("answers", "correct", "Recruiter", "--question", "department", "--label", "HR");
        await trial.RunAsync("answers", "correct", "CFO", "--question", "department", "--label", "Marketing", "--db", theirs);
        await trial.RunAsync("answers", "correct", "Recruiter", "--question", "department", "--label", "Sales", "--db", theirs);
        await trial.RunAsync("answers", "correct", "Pilot", "--question", "department", "--label", "Operations", "--db", theirs);
        await trial.RunAsync("answers", "export", "--out", trial.Folder["theirs.jsonl"], "--db", theirs);

        var import = await trial.JsonAsync("answers", "import", trial.Folder["theirs.jsonl"]);

        Assert.Equal((3, 2), (import.GetProperty("added").GetInt32(), import.GetProperty("conflicting").GetInt32()));
        var conflicts = import.GetProperty("conflicts").EnumerateArray().ToArray();
        Assert.Equal(["CFO incoming Finance", "Recruiter incoming HR"], conflicts.Select(c => $"{c.GetProperty("text")} {c.GetProperty("counts")} {c.GetProperty("held").GetProperty("label")}"));
        Assert.Equal(("Marketing", "person"), await trial.ExplainAsync("CFO"));
        Assert.Equal(("Operations", "person"), await trial.ExplainAsync("pilot"));
    }

    [Fact]
    public async Task A_teachers_answer_does_not_outrank_a_persons_however_it_comes_in()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        await trial.RunAsync("answers", "export", "--out", trial.Folder["a.jsonl"]);
        var other = trial.Folder["other.db"];
        await trial.RunAsync("answers", "correct", "CFO", "--question", "department", "--label", "HR", "--db", other);

        var run = await trial.RunAsync("answers", "import", trial.Folder["a.jsonl"], "--db", other);

        Assert.Contains(
            "conflict: CFO: imported Finance (recorded:answers.tsv), here HR (person). The one here counts: a person outranks the LLM.",
            run.Out,
            StringComparison.Ordinal);
        Assert.Equal(("HR", "person"), await trial.ExplainAsync("CFO", other));
    }

    [Fact]
    public async Task Answers_count_as_another_teachers_on_request_and_only_those_of_one_question_are_taken()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        await trial.RunAsync("answers", "correct", "CFO", "--question", "seniority", "--label", "Executive");
        await trial.RunAsync("answers", "export", "--out", trial.Folder["a.csv"]);
        var other = trial.Folder["other.db"];

        var import = await trial.JsonAsync(
            "answers", "import", trial.Folder["a.csv"], "--db", other, "--question", "department", "--as-teacher", "openai:gpt-5-mini");

        Assert.Equal(
            (3, 1),
            (import.GetProperty("added").GetInt32(), import.GetProperty("left").GetProperty("answers another question").GetInt32()));
        var listed = Assert.Single((await trial.JsonAsync("answers", "list", "--db", other)).EnumerateArray());
        Assert.Equal(
            ("department", "openai:gpt-5-mini", 3),
            (listed.GetProperty("question").GetString(), listed.GetProperty("by").GetString(), listed.GetProperty("answers").GetInt32()));
    }

    [Fact]
    public async Task A_file_with_a_fault_is_not_taken_by_half()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();
        await trial.RunAsync("answers", "export", "--out", trial.Folder["a.jsonl"]);
        File.AppendAllText(trial.Folder["a.jsonl"], "nonsense\n");

        Refusal.Check(await trial.RunAsync("answers", "import", trial.Folder["a.jsonl"], "--db", trial.Folder["new.db"]), "line 4", "JSON");
        Assert.Equal(0, (await trial.JsonAsync("answers", "list", "--db", trial.Folder["new.db"])).GetArrayLength());
    }

    [Fact]
    public async Task Without_a_file_the_answers_go_to_standard_output_and_nothing_else_does()
    {
        using var trial = new AnswerTrial();
        await trial.ClassifyAsync();

        var run = await trial.RunAsync("answers", "export");

        Assert.Equal(
            3,
            run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.StartsWith("{\"question\":\"department\"", StringComparison.Ordinal)));
        Assert.Contains("3 answers exported", run.Error, StringComparison.Ordinal);
        Refusal.Check(
            await CommandLine.RunAsync("answers", "export", "--format", "text", "--out", trial.Folder["a.xlsx"], "--db", trial.Database),
            ".jsonl");
    }

    private static (int, int) Counts(System.Text.Json.JsonElement import) =>
        (import.GetProperty("added").GetInt32(), import.GetProperty("known").GetInt32());

    /// <summary>Entries of every kind, all different by their moment.</summary>
    private static async Task FillAsync(string database, (int Text, int Label, int Kind, int Day)[] log)
    {
        using var store = SqliteStore.Open(database);
        for (var i = 0; i < log.Length; i++)
        {
            var (text, label, kind, day) = log[i];
            var at = DateTimeOffset.UnixEpoch.AddDays(day).AddTicks(i);
            var answer = new Answer
            {
                Question = new QuestionVersion(new Hash128(0, (ulong)(kind % 2))),
                Key = TextKey.Of(Titles[text]),
                Text = Titles[text],
                Label = $"=label {label}",
                Source = kind > 2 ? AnswerSource.Person : AnswerSource.Teacher,
                By = kind == 0 ? "-t" : "t",
                At = at,
                Audit = kind == 1 ? new AuditMark("=other", 1d / (day + 3)) : null,
                Retracted = kind == 4 ? new Retraction("+me", at) : null,
            };
            if (kind == 2)
            {
                var call = await store.BeginAsync(
                    new CallIntent { Job = new JobId("0123456789ab"), Batch = BatchId.OfPlan(i), Attempt = 1, Teacher = "t", Texts = [answer.Key], Ceiling = null, At = at });
                await store.CommitAsync(
                    new CallEnd { Call = call, State = CallState.Answered, Usage = new Usage(1, 0, 1), Billing = Billing.Measured, Cost = null, At = at, Answers = [answer] });
            }
            else
            {
                await store.AppendAsync([answer]);
            }
        }

        await store.NameQuestionAsync(new QuestionVersion(new Hash128(0, 1)), "=department");
    }
}
