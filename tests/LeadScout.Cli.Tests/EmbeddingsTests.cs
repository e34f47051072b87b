using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary><c>--embeddings</c>, as far as it goes without the add-on.</summary>
public sealed class EmbeddingsTests
{
    [Theory]
    [InlineData("minilm")]
    [InlineData("local:")]
    [InlineData("LOCAL")]
    [InlineData("")]
    public async Task A_name_that_is_not_known_is_refused_with_those_that_are(string name)
    {
        using var trial = new Trial();
        var run = await trial.ClassifyAsync("Job Title\nCFO\n", "--embeddings", name);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Allowed: local, local:FOLDER, openai:MODEL, azure-openai:DEPLOYMENT, ollama:MODEL, none.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_add_on_nothing_is_asked_and_the_command_that_builds_it_is_named()
    {
        using var trial = new Trial();
        var run = await trial.ClassifyAsync("Job Title\nCFO\n", "--embeddings", "local");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("dotnet publish src/LeadScout.Embeddings", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(trial.Folder["leads.labelled.csv"]));
    }

    [Fact]
    public async Task None_is_the_job_of_before()
    {
        using var trial = new Trial();
        var plain = await trial.ClassifyAsync("Job Title\nCFO\n", "--format", "json");
        var none = await trial.ClassifyAsync("Job Title\nCFO\n", "--format", "json", "--embeddings", "none");
        Assert.Equal((0, plain.Text("job")), (none.ExitCode, none.Text("job")));
    }

    [Fact]
    public async Task Explain_decides_by_meaning_and_names_the_answered_texts_that_are_nearest()
    {
        using var trial = new Trial();
        await TeachAsync(trial, texts: 80);

        var run = await ExplainAsync(trial, "text");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("Finance", run.Out, StringComparison.Ordinal);
        Assert.Contains("  like        \"title 14\", answered Finance (likeness ", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("Sales", (await ExplainAsync(trial, "text", "title newer")).Out, StringComparison.Ordinal); // by the same words

        var json = await ExplainAsync(trial, "json");
        Assert.Equal(("Finance", "student"), (json.Text("label"), json.Text("source")));
        var near = json.Json.GetProperty("like").EnumerateArray().ToArray();
        Assert.Equal(["title 14", "title 15", "title 13"], near.Select(one => one.GetProperty("text").GetString()));
        Assert.All(near, one => Assert.InRange(one.GetProperty("likeness").GetDouble(), 0, 1));
    }

    [Fact]
    public async Task Explain_says_nothing_of_meaning_where_nothing_was_embedded()
    {
        using var trial = new Trial();
        await TeachAsync(trial, texts: 30, embed: false);
        Assert.DoesNotContain("like  ", (await ExplainAsync(trial, "text")).Out, StringComparison.Ordinal);
        Assert.False((await ExplainAsync(trial, "json")).Json.TryGetProperty("like", out _));
    }

    private static Task<Run> ExplainAsync(Trial trial, string format, string text = "title new") => CommandLine.RunAsync(
        "explain", text, "--question", "department", "--db", trial.Database, "--format", format, "--teacher", "recorded:answers.tsv");

    /// <summary>Answers texts whose vectors go round a circle; those of the new ones lie in the middle of either label's.</summary>
    private static async Task TeachAsync(Trial trial, int texts, bool embed = true)
    {
        string[] titles = [.. Enumerable.Range(0, texts).Select(i => $"title {i}")];
        trial.Folder.Write(
            "answers.tsv", "text\tlabel\n" + string.Concat(titles.Select((title, i) => $"{title}\t{(i < texts / 2 ? "Finance" : "Sales")}\n")));
        var list = trial.Folder.Write("leads.csv", "Job Title\n" + string.Join('\n', titles) + "\n");
        var run = await CommandLine.RunAsync(
            "classify", list, "--question", "department", "--teacher", "recorded:" + trial.Folder["answers.tsv"], "--max-error", "0%", "--db", trial.Database);
        Assert.True(run.ExitCode == 0, run.Error);
        if (!embed)
        {
            return;
        }

        using var store = SqliteStore.Open(trial.Database);
        await store.KeepVectorsAsync(
            "fake:1",
            [.. titles.Select((title, i) => At(title, i)), At("title new", 14.2), At("title newer", 55.2)],
            DateTimeOffset.UnixEpoch,
            TestContext.Current.CancellationToken);

        KeyValuePair<TextKey, ReadOnlyMemory<Half>> At(string text, double place) => KeyValuePair.Create(
            TextKey.Of(text),
            (ReadOnlyMemory<Half>)new[] { (Half)Math.Cos(2 * Math.PI * place / texts), (Half)Math.Sin(2 * Math.PI * place / texts) });
    }
}
