using System.Globalization;
using LeadScout.Questions;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests.Review;

/// <summary>Keys that a file or a program presses, one a line, over a small labelled list.</summary>
public sealed class ReviewTests : IDisposable
{
    private const string Question =
        "name: team\nask: Which team is this title in?\ntext: \"{Title}\"\nlabels: [Sales, Finance, HR]\n";

    private static readonly (string Text, string Label)[] Titles =
        [.. Enumerable.Range(0, 60)
            .Select(i => i % 2 == 0 ? ($"Vertrieb Region {Letters(i)}", "Sales") : ($"Buchhaltung Kreis {Letters(i)}", "Finance"))];

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_contradicted_label_comes_first_and_the_same_command_then_writes_the_persons()
    {
        await ClassifyAsync(wrong: 20);

        // With the real executable, for keys that come through a pipe.
        var review = await LeadScoutProcess.RunWithInputAsync(
            _folder.Path, "1\n.\n", "review", "leads.labelled.csv", "--by", "sales ops", "--format", "json");

        Assert.True(review.ExitCode == 0, review.Error);
        Assert.Contains($"[1] {Titles[20].Text}    (2 rows)", review.Error, StringComparison.Ordinal);
        Assert.Contains("the student would say Sales", review.Error, StringComparison.Ordinal);
        Assert.Equal((1L, 0L, 1L), (review.Number("looked"), review.Number("kept"), review.Number("changed")));
        Assert.Equal("sales ops", review.Text("by"));

        var again = await ReviewAsync("", review.Text("job")!);
        Assert.DoesNotContain(Titles[20].Text, again.Error, StringComparison.Ordinal);
        await ClassifyAsync(wrong: 20);
        Assert.Equal(
            2,
            Rows().Count(row => row.StartsWith(Titles[20].Text + ",", StringComparison.Ordinal) && row.EndsWith(",Sales,1,person", StringComparison.Ordinal)));
        Assert.Single(
            Rows(),
            row => row.StartsWith(Titles[21].Text + ",", StringComparison.Ordinal) && row.EndsWith(",Finance,1,teacher", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_word_taken_back_counts_no_more_and_the_text_is_shown_again()
    {
        await ClassifyAsync(wrong: 20);

        var review = await ReviewAsync("3\n<\n-\nnonsense\nHR\n<\n<\n<\n", "--format", "json");

        Assert.Equal(0, review.ExitCode);
        Assert.Equal(4, review.Error.Split($"] {Titles[20].Text}    (").Length - 1); // at first, after each time it was taken back, and when nothing was left to take back
        Assert.Contains("'nonsense' is no key here", review.Error, StringComparison.Ordinal);
        Assert.Contains("nothing to take back", review.Error, StringComparison.Ordinal);
        Assert.Equal((0L, 0L), (review.Number("looked"), review.Number("changed")));
        await ClassifyAsync(wrong: 20);
        Assert.DoesNotContain(Rows(), row => row.EndsWith("person", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_line_keeps_the_label_as_a_persons_answer()
    {
        await ClassifyAsync(wrong: 20);
        var review = await ReviewAsync("\n", "--limit", "1");
        Assert.Contains("1 kept, 0 changed", review.Out, StringComparison.Ordinal);
        await ClassifyAsync(wrong: 20);
        Assert.Equal(2, Rows().Count(row => row.EndsWith("Finance,1,person", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_sample_is_judged_without_seeing_the_label_and_bounds_the_accuracy()
    {
        await ClassifyAsync(wrong: 20);

        var review = await JudgeAsync("--sample", "40", "--format", "json");

        Assert.True(review.ExitCode == 0, review.Error);
        Assert.DoesNotContain(": by the LLM", review.Error, StringComparison.Ordinal);
        var accuracy = review.Json.GetProperty("accuracy");
        var (wrong, judged) = (accuracy.GetProperty("wrong").GetInt32(), accuracy.GetProperty("judged").GetInt32());
        Assert.Equal((40, 61L), (judged, accuracy.GetProperty("rows").GetInt64()));
        Assert.InRange(wrong, 0, 2);
        Assert.InRange(59 / 61.0, accuracy.GetProperty("lower").GetDouble(), accuracy.GetProperty("upper").GetDouble());
        Assert.InRange(accuracy.GetProperty("exactLower").GetDouble(), accuracy.GetProperty("lower").GetDouble(), 59 / 61.0);
    }

    [Fact]
    public async Task A_sample_that_was_stopped_goes_on_and_comes_to_the_same()
    {
        await ClassifyAsync(wrong: 20);
        File.Copy(_folder["leadscout.db"], _folder["other.db"]);

        var first = await JudgeAsync("--sample", "30", "--limit", "10", "--format", "json");
        var second = await JudgeAsync("--sample", "30", "--format", "json");
        var third = await JudgeAsync("--sample", "30", "--format", "json");
        var atOnce = await JudgeAsync("--sample", "30", "--format", "json", "--db", "other.db");

        Assert.Equal(
            (10L, System.Text.Json.JsonValueKind.Null),
            (first.Number("looked"), first.Json.GetProperty("accuracy").GetProperty("exactLower").ValueKind));
        Assert.Equal(atOnce.Number("looked"), first.Number("looked") + second.Number("looked"));
        Assert.Equal(atOnce.Json.GetProperty("accuracy").ToString(), second.Json.GetProperty("accuracy").ToString());
        Assert.Equal(
            (0L, second.Json.GetProperty("accuracy").ToString()), (third.Number("looked"), third.Json.GetProperty("accuracy").ToString()));
    }

    [Fact]
    public async Task A_skipped_row_counts_against_both_ends()
    {
        await ClassifyAsync(wrong: 20);
        var review = await ReviewAsync("-\n-\n-\n", "--sample", "3", "--format", "json");
        var accuracy = review.Json.GetProperty("accuracy");
        Assert.Equal(
            (3, 0.0, 1.0),
            (accuracy.GetProperty("unknown").GetInt32(), Math.Floor(accuracy.GetProperty("exactLower").GetDouble()), accuracy.GetProperty("exactUpper").GetDouble()));
    }

    [Fact]
    public async Task The_unlabelled_list_stands_for_the_result_that_a_job_made_of_it()
    {
        await ClassifyAsync(wrong: 20);
        var review = await ReviewAsync("", "leads.csv", "--format", "json");
        Assert.Equal(_folder["leads.labelled.csv"], Path.GetFullPath(review.Text("list")!));
    }

    [Fact]
    public async Task The_newest_job_with_a_list_is_meant_and_none_that_only_checked_labels()
    {
        await ClassifyAsync(wrong: 20);
        var check = await FolderCommand.RunAsync(
            _folder, null, "certify", "leads.labelled.csv", "--label-column", "team", "--question", "team.yaml", "--teacher", "recorded:answers.tsv", "--format", "json");
        Assert.True(check.ExitCode == 0, check.Error);

        var review = await ReviewAsync("", "--format", "json");
        var ofCheck = await ReviewAsync("", check.Text("job")!);

        Assert.True(review.ExitCode == 0, review.Error);
        Assert.Equal(_folder["leads.labelled.csv"], Path.GetFullPath(review.Text("list")!));
        Refusal.Check(ofCheck, "has written no list");
    }

    [Theory]
    [InlineData("There is no job 'nowhere'", "nowhere")]
    [InlineData("--question", "strange.csv")]
    [InlineData("no column 'team'", "strange.csv", "--question", "team.yaml")]
    [InlineData("row 1, column 'team': 'Boss' is not known. Allowed: Sales, Finance, HR", "edited.csv", "--question", "team.yaml")]
    public async Task What_can_not_be_reviewed_is_refused(string told, params string[] args)
    {
        await ClassifyAsync(wrong: 20);
        _folder.Write("strange.csv", "Title\nCFO\n");
        _folder.Write("edited.csv", "Title,team,team_confidence,team_source\nCFO,Boss,1,teacher\n");

        var review = await ReviewAsync("", args);

        Assert.Equal(2, review.ExitCode);
        Assert.Contains(told, review.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_embeddings_it_says_what_is_sent_sends_each_text_once_and_goes_on_without_where_that_fails()
    {
        await ClassifyAsync(wrong: 20);
        await using var service = await StandInServer.StartAsync(new StandInOptions());
        string[] embed = ["--embeddings", "ollama:bge-m3", "--embedding-url", service.Url.ToString()];
        service.Script("500");
        var failing = await ReviewAsync("-\n", ["--limit", "1", .. embed]);
        Assert.True(failing.ExitCode == 0, failing.Error);
        Assert.Contains("Not embedded: ", failing.Error, StringComparison.Ordinal);
        Assert.Contains($"60 texts will be sent to 127.0.0.1:{service.Url.Port}, ", failing.Error, StringComparison.Ordinal);

        var calls = service.Stats.Calls;
        var review = await ReviewAsync("-\n", ["--limit", "1", .. embed]);
        Assert.True(review.ExitCode == 0, review.Error);
        Assert.Equal(60, service.Calls.Skip(calls).SelectMany(call => call.Items).Distinct().Count());
        var again = await ReviewAsync("-\n", ["--limit", "1", .. embed]);
        Assert.DoesNotContain("will be sent", again.Error, StringComparison.Ordinal);
        Assert.Equal(calls + 1, service.Stats.Calls);
    }

    [Fact]
    public async Task Help_gives_examples() =>
        Assert.Contains(
            "leadscout review 3f9a --sample 100", (await CommandLine.RunAsync("review", "--help")).Out, StringComparison.Ordinal);

    private static string Letters(int i) => $"{(char)('a' + (i % 26))}{(char)('k' + (i / 7))}";

    private string[] Rows() => File.ReadAllLines(_folder["leads.labelled.csv"])[1..];

    private Task<Run> ReviewAsync(string keys, params string[] args) => FolderCommand.PressedAsync(_folder, keys, ["review", .. args]);

    /// <summary>A person who knows: a first run, which skips all, tells what will be shown.</summary>
    private async Task<Run> JudgeAsync(params string[] args)
    {
        var shown = await ReviewAsync(string.Concat(Enumerable.Repeat("-\n", Titles.Length + 1)), args);
        var keys = shown.Error.Split('\n')
            .Where(line => line.StartsWith('['))
            .Select(line => line.Contains("Vertrieb", StringComparison.Ordinal) ? "1" : "2");
        return await ReviewAsync(string.Join('\n', keys) + "\n", args);
    }

    private async Task ClassifyAsync(int wrong)
    {
        var answers = Titles.Select((title, i) => $"{title.Text}\t{(i == wrong ? "Finance" : title.Label)}\n");
        _folder.Write("team.yaml", Question);
        _folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(answers));
        _folder.Write(
            "leads.csv",
            "Title,Nr\n" + string.Concat(Titles.Append(Titles[wrong]).Select((title, i) => string.Create(CultureInfo.InvariantCulture, $"{title.Text},{i}\n"))));
        var run = await FolderCommand.RunAsync(
            _folder, null, "classify", "leads.csv", "--question", "team.yaml", "--teacher", "recorded:answers.tsv", "--max-error", "0%");
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
