using LeadScout.Questions;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>One text through the cascade, and what is known without asking.</summary>
public sealed class AskTests
{
    [Fact]
    public async Task An_asked_text_is_labelled_kept_and_never_asked_again()
    {
        using var trial = new Trial();

        var first = await AskAsync(trial, "Vertriebsleiter");
        var again = await AskAsync(trial, "vertriebsleiter");

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Equal(("Sales", "teacher"), (first.Text("label"), first.Text("source")));
        Assert.Equal(("Sales", "exact"), (again.Text("label"), again.Text("source")));
        Assert.Equal(
            ("recorded:answers.tsv", 1),
            (again.Json.GetProperty("answer").GetProperty("by").GetString(), again.Json.GetProperty("answer").GetProperty("call").GetInt32()));
    }

    [Fact]
    public async Task The_document_has_the_fields_that_programs_rely_on()
    {
        using var trial = new Trial();

        var run = await AskAsync(trial, "CFO");

        Assert.Equal(
            ["text", "question", "teacher", "label", "source", "confidence", "undecidedBecause", "reason", "answer", "rule", "student"],
            run.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("CFO", "department", 1.0), (run.Text("text"), run.Text("question"), run.Json.GetProperty("confidence").GetDouble()));
    }

    [Fact]
    public async Task A_person_reads_label_source_and_why()
    {
        using var trial = new Trial();

        var run = await AskAsync(trial, "CFO", "text");

        Assert.StartsWith(
            "Finance\n  source      LLM\n  confidence  1.000\n  answered by recorded:answers.tsv on ",
            run.Out.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blank_text_is_bad_input_and_an_unanswered_one_is_undecided()
    {
        using var trial = new Trial();

        Assert.Equal((2, "blank"), ((await AskAsync(trial, " ")).ExitCode, (await AskAsync(trial, " ")).Text("undecidedBecause")));
        var failed = await AskAsync(trial, "Astronaut");
        Assert.Equal((0, "failed", "not in the recording"), (failed.ExitCode, failed.Text("undecidedBecause"), failed.Text("reason")));
    }

    [Fact]
    public async Task Explain_takes_the_only_teacher_with_answers_and_says_so()
    {
        using var trial = new Trial();
        await AskAsync(trial, "Recruiter");

        var run = await ExplainAsync(trial, "recruiter");

        Assert.Equal((0, "HR", "exact"), (run.ExitCode, run.Text("label"), run.Text("source")));
        Assert.Contains("the answers here are of recorded:answers.tsv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_asks_nobody_and_says_when_nothing_is_known()
    {
        using var trial = new Trial();
        await AskAsync(trial, "Recruiter");

        var run = await ExplainAsync(trial, "CFO");

        Assert.Equal((0, "not-asked"), (run.ExitCode, run.Text("undecidedBecause")));
        Assert.Contains("Nothing is known", run.Text("reason"), StringComparison.Ordinal);
        Assert.Equal("undecided", (await ExplainAsync(trial, "CFO")).Text("source"));
    }

    [Fact]
    public async Task Explain_names_patterns_with_weight_and_evidence()
    {
        using var trial = new Trial();
        var titles = Enumerable.Range(0, 80)
            .Select(i => i % 2 == 0 ? (Text: $"Vertrieb {i}", Label: "Sales") : (Text: $"Buchhaltung {i}", Label: "Finance"))
            .ToArray();
        var teacher = trial.Folder.Write("more.tsv", "text\tlabel\n" + string.Concat(titles.Select(t => $"{t.Text}\t{t.Label}\n")));
        var list = trial.Folder.Write("leads.csv", "Job Title\n" + string.Concat(titles.Select(t => t.Text + "\n")));
        var filled = await CommandLine.RunAsync(
            "classify", list, "--question", "department", "--teacher", "recorded:" + teacher, "--max-error", "0%", "--db", trial.Database);
        Assert.True(filled.ExitCode == 0, filled.Error);

        var run = await ExplainAsync(trial, "Leiter Vertrieb");
        var text = await ExplainAsync(trial, "Leiter Vertrieb", "text");

        Assert.Equal(("Sales", "student"), (run.Text("label"), run.Text("source")));
        var pattern = run.Json.GetProperty("student")
            .GetProperty("patterns")
            .EnumerateArray()
            .Single(p => p.GetProperty("pattern").GetString() == "word:vertrieb");
        Assert.True(pattern.GetProperty("weight").GetDouble() > 0);
        Assert.Equal((40, 40), (pattern.GetProperty("answers").GetInt32(), pattern.GetProperty("agreeing").GetInt32()));
        Assert.Matches(@"word:vertrieb +\+\d+\.\d\d  Sales in 40 of 40 answers", text.Out);
    }

    [Fact]
    public async Task Explain_wants_a_name_when_several_teachers_have_answers()
    {
        using var trial = new Trial();
        await AskAsync(trial, "CFO");
        var other = trial.Folder.Write("other.tsv", Trial.Answers);
        await CommandLine.RunAsync("ask", "CFO", "--question", "department", "--teacher", "recorded:" + other, "--db", trial.Database);

        var run = await ExplainAsync(trial, "CFO");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("recorded:answers.tsv, recorded:other.tsv", run.Error, StringComparison.Ordinal);
        Assert.Contains("--teacher", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("explain")]
    public async Task Help_gives_examples(string command)
    {
        var run = await CommandLine.RunAsync(command, "--help");
        Assert.Contains($"leadscout {command} --question department \"VP Sales EMEA\"", run.Out, StringComparison.Ordinal);
    }

    private static Task<Run> AskAsync(Trial trial, string text, string format = "json") => CommandLine.RunAsync(
        "ask", text, "--question", "department", "--teacher", "recorded:" + trial.Folder.Write("answers.tsv", Trial.Answers), "--db", trial.Database, "--format", format);

    private static Task<Run> ExplainAsync(Trial trial, string text, string format = "json") =>
        CommandLine.RunAsync("explain", text, "--question", "department", "--db", trial.Database, "--format", format);
}
