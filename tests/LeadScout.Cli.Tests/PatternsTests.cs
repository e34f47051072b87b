using System.Text;
using System.Text.Json;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What was learned, in people's hands.</summary>
public sealed class PatternsTests
{
    private const string Question = "name: kind\nask: What kind is it?\ntext: \"{Title}\"\nlabels: [Sales, Marketing, Other]\n";

    [Fact]
    public async Task A_retired_pattern_reopens_exactly_its_rows_and_restoring_it_brings_the_old_file_back()
    {
        using var folder = new Folder();
        var titles = Titles();
        folder.Write("titles.csv", "Id,Title\r\n" + string.Concat(titles.Select((title, i) => $"{i:0000},{title}\r\n")));
        folder.Write("kind.yaml", Question);
        var answers = Recording.Load(
            folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(titles.Distinct().Select(title => $"{title}\t{LabelOf(title)}\n"))));
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = answers });

        var classified = await RunAsync(
            "classify",
            "titles.csv",
            "--question",
            "kind.yaml",
            "--teacher",
            "openai:stand-in",
            "--teacher-url",
            server.Url.ToString(),
            "--price-in",
            "1",
            "--price-out",
            "4",
            "--max-error",
            "5%",
            "--format",
            "json");
        Assert.Equal(0, classified.ExitCode);
        var (job, old, asked) = (classified.Text("job")!, folder.Read("titles.labelled.csv"), server.Stats.Items);
        var list = await RunAsync(
            "patterns", "list", "--question", "kind.yaml", "--sort", "applied", "--limit", "2000", "--format", "json");
        var line = list.Json.GetProperty("patterns").EnumerateArray().First(line => line.GetProperty("appliedTexts").GetInt32() < 100);
        var pattern = line.GetProperty("pattern").GetString()!;

        var words = list.Json.GetProperty("kinds")
            .EnumerateArray()
            .First(kind => kind.GetProperty("kind").GetString() == "word")
            .GetProperty("audits");
        Assert.InRange(words.GetProperty("confirmed").GetInt32(), 1, words.GetProperty("audits").GetInt32());
        Assert.Matches(@"word +\d+ of \d+ \(", (await RunAsync("patterns", "list", "--question", "kind.yaml")).Out);

        // A look changes nothing.
        var look = await RunAsync("patterns", "retire", pattern, "--question", "kind.yaml", "--format", "json");
        Assert.Equal(("unchanged", "done"), (look.Text("verdict"), await StateAsync(job)));
        var reopened = look.Json.GetProperty("jobs")[0]
            .GetProperty("texts")
            .EnumerateArray()
            .Select(text => text.GetProperty("text").GetString()!)
            .ToHashSet();
        Assert.NotEmpty(reopened);
        Assert.Equal(line.GetProperty("appliedTexts").GetInt32(), reopened.Count);
        Assert.True(look.Json.GetProperty("costUsd").GetDecimal() > 0);

        var retired = await RunAsync("patterns", "retire", pattern, "--question", "kind.yaml", "--yes");
        Assert.Equal((0, "reopened"), (retired.ExitCode, await StateAsync(job)));
        Assert.Equal(old, folder.Read("titles.labelled.csv"));
        Assert.Contains($"leadscout jobs resume {job}", retired.Out, StringComparison.Ordinal);
        var doubted = await RunAsync("certificate", "verify", job);
        Assert.Equal(5, doubted.ExitCode);
        Assert.Contains($"The job is reopened: a pattern that it leaned on was retired since, and what that decided has no proof until it is asked. Go on with it, and verify again: leadscout jobs resume {job}", doubted.Out, StringComparison.Ordinal);
        var repaired = await RunAsync("jobs", "resume", job, "--format", "json");
        Assert.Equal((0, "done"), (repaired.ExitCode, repaired.Text("state")));
        Assert.Equal(reopened.Order(), server.Calls.SelectMany(call => call.Items).Skip((int)asked).Order());
        Assert.Equal(look.Number("calls"), repaired.Number("newCalls"));
        var (before, after) = (Lines(old), Lines(folder.Read("titles.labelled.csv")));
        Assert.Equal(before.Length, after.Length);
        for (var i = 0; i < before.Length - 1; i++)
        {
            var isReopened = i > 0 && reopened.Contains(titles[i - 1]);
            Assert.Equal(isReopened ? $"{i - 1:0000},{titles[i - 1]},{LabelOf(titles[i - 1])},1,teacher" : before[i], after[i]);
        }

        var restored = await RunAsync("patterns", "restore", pattern, "--question", "kind.yaml");
        Assert.Equal((0, "reopened"), (restored.ExitCode, await StateAsync(job)));
        var back = await RunAsync("jobs", "resume", job, "--format", "json");
        Assert.Equal((0, 0L), (back.ExitCode, back.Number("newCalls")));
        Assert.Equal(old, folder.Read("titles.labelled.csv"));
        Assert.Equal(asked + reopened.Count, server.Stats.Items);

        var show = await RunAsync("patterns", "show", pattern, "--question", "kind.yaml", "--format", "json");
        Assert.Equal(
            ["retired", "restored"],
            show.Json.GetProperty("verdicts").EnumerateArray().Select(verdict => verdict.GetProperty("verdict").GetString()!));

        Task<Run> RunAsync(params string[] args) => FolderCommand.RunAsync(folder, "test-key", args);

        async Task<string?> StateAsync(string id) => (await RunAsync("jobs", "show", id, "--format", "json")).Text("state");
    }

    [Fact]
    public async Task Patterns_are_listed_with_evidence_sorted_and_filtered()
    {
        using var trial = await LearnedAsync();

        var run = await ListAsync(trial, "--kind", "word", "--label", "Sales", "--min-answers", "10", "--format", "json");

        var first = run.Json.GetProperty("patterns")[0];
        Assert.Equal(
            ("word:vertrieb", "word", 40),
            (first.GetProperty("pattern").GetString(), first.GetProperty("kind").GetString(), first.GetProperty("answers").GetInt32()));
        Assert.Equal("""{"Sales":40}""", JsonSerializer.Serialize(first.GetProperty("evidence")));
        Assert.Equal(0.9119, first.GetProperty("strength").GetDouble());
        Assert.Equal((1L, 80L), (run.Number("matching"), run.Number("answers")));
        Assert.Equal(
            "word:vertrieb",
            (await ListAsync(trial, "--sort", "name", "--kind", "word", "--format", "json")).Json.GetProperty("patterns")[1].GetProperty("pattern").GetString());
        Assert.Single((await ListAsync(trial, "--limit", "1", "--format", "json")).Json.GetProperty("patterns").EnumerateArray());
    }

    [Fact]
    public async Task Patterns_are_listed_as_a_table_for_spreadsheets_and_for_people()
    {
        using var trial = await LearnedAsync();

        var csv = await ListAsync(trial, "--kind", "word", "--format", "csv");
        var text = await ListAsync(trial, "--kind", "word");

        var lines = csv.Out.Split('\n');
        Assert.StartsWith("pattern,kind,answers,answers: Sales,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("word:buchhaltung,word,40,0,", lines[1], StringComparison.Ordinal);
        Assert.All(lines[..^1], line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
        Assert.Matches(@"word:vertrieb +40 +Sales 40", text.Out);
        Assert.Contains("leadscout patterns show word:buchhaltung --question department", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_LLM_may_be_named_without_its_service()
    {
        using var trial = await LearnedAsync();

        var whole = await ListAsync(trial, "--teacher", "recorded:more.tsv");
        var named = await ListAsync(trial, "--teacher", "more.tsv");

        Assert.Equal(whole, named with { Error = whole.Error });
        Assert.Contains("more.tsv is taken for recorded:more.tsv", named.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_is_shown_with_the_answers_and_calls_it_came_from()
    {
        using var trial = await LearnedAsync();

        var json = await PatternsAsync(trial, "show", "Word:VERTRIEB", "--format", "json");
        var text = await PatternsAsync(trial, "show", "word:vertrieb");

        var from = json.Json.GetProperty("from").EnumerateArray().ToArray();
        Assert.Equal(40, from.Length);
        Assert.Equal(
            ("Vertrieb 0", "Sales", "recorded:more.tsv", 1),
            (from[0].GetProperty("text").GetString(), from[0].GetProperty("label").GetString(), from[0].GetProperty("by").GetString(), from[0].GetProperty("call").GetInt32()));
        Assert.Contains("Vertrieb 0: Sales, recorded:more.tsv, ", text.Out, StringComparison.Ordinal);
        Assert.Contains("audits        none was about it", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retired_pattern_is_marked_explained_no_more_and_can_be_put_back()
    {
        using var trial = await LearnedAsync();

        var look = await PatternsAsync(trial, "retire", "word:vertrieb");
        Assert.Contains("Nothing was changed", look.Out, StringComparison.Ordinal);
        Assert.Contains("word:vertrieb", await ExplainedAsync(), StringComparison.Ordinal);
        var done = await PatternsAsync(trial, "retire", "word:vertrieb", "--yes", "--by", "mira");
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.DoesNotContain("word:vertrieb", await ExplainedAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "word:vertrieb, retired by mira on ", (await PatternsAsync(trial, "show", "word:vertrieb")).Out, StringComparison.Ordinal);
        var twice = await PatternsAsync(trial, "retire", "word:vertrieb", "--yes");
        Assert.Equal(2, twice.ExitCode);
        Assert.Contains("patterns restore \"word:vertrieb\"", twice.Error, StringComparison.Ordinal);
        await PatternsAsync(trial, "restore", "word:vertrieb");
        Assert.Contains("word:vertrieb", await ExplainedAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await PatternsAsync(trial, "restore", "word:vertrieb")).ExitCode);

        async Task<string> ExplainedAsync() =>
            (await CommandLine.RunAsync("explain", "Leiter Vertrieb", "--question", "department", "--db", trial.Database)).Out;
    }

    [Theory]
    [InlineData("vertrieb", "word:vertrieb")]
    [InlineData("noun:vertrieb", "Kinds: word, words, ngram, sound, script-folded")]
    [InlineData("word:vertreib", "Did you mean 'word:vertrieb'?")]
    public async Task What_is_no_pattern_is_refused_with_what_is_one(string pattern, string hint)
    {
        using var trial = await LearnedAsync();
        foreach (var command in new[] { "show", "retire" })
        {
            var run = await PatternsAsync(trial, command, pattern);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_label_is_refused_with_those_there_are()
    {
        using var trial = await LearnedAsync();
        var run = await ListAsync(trial, "--label", "Sale");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean 'Sales'?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("retire")]
    [InlineData("restore")]
    public async Task Help_gives_examples(string command) =>
        Assert.Contains(
            $"leadscout patterns {command} ", (await CommandLine.RunAsync("patterns", command, "--help")).Out, StringComparison.Ordinal);

    private static string[] Lines(byte[] file) => Encoding.UTF8.GetString(file).Split("\r\n");

    private static string[] Titles()
    {
        string[] kinds = ["sales", "marketing", "other"];
        string[] ranks = ["head", "chief", "junior", "assistant", "lead"];
        var random = new Random(5);
        return [.. Enumerable.Range(0, 700)
            .Select(i => $"{ranks[random.Next(ranks.Length)]} {kinds[i % 3]} {random.Next(300)} person {random.Next(900)}")];
    }

    private static string LabelOf(string title)
    {
        var word = title.EndsWith('7') ? "marketing" : title.Split(' ')[1];
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private static async Task<Trial> LearnedAsync()
    {
        var trial = new Trial();
        var titles = Enumerable.Range(0, 80)
            .Select(i => i % 2 == 0 ? (Text: $"Vertrieb {i}", Label: "Sales") : (Text: $"Buchhaltung {i}", Label: "Finance"))
            .ToArray();
        var teacher = trial.Folder.Write("more.tsv", "text\tlabel\n" + string.Concat(titles.Select(t => $"{t.Text}\t{t.Label}\n")));
        var list = trial.Folder.Write("leads.csv", "Job Title\n" + string.Concat(titles.Select(t => t.Text + "\n")));
        var filled = await CommandLine.RunAsync(
            "classify", list, "--question", "department", "--teacher", "recorded:" + teacher, "--max-error", "0%", "--db", trial.Database);
        Assert.True(filled.ExitCode == 0, filled.Error);
        return trial;
    }

    private static Task<Run> ListAsync(Trial trial, params string[] more) => PatternsAsync(trial, "list", more);

    private static Task<Run> PatternsAsync(Trial trial, string command, params string[] more) =>
        CommandLine.RunAsync(["patterns", command, .. more, "--question", "department", "--db", trial.Database]);
}
