using LeadScout.Answers;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class AnswerTests
{
    [Fact]
    public async Task A_text_that_a_job_has_answered_is_known_at_once()
    {
        await using var trial = await ServerTrial.StartAsync();
        Assert.Equal("teacher", (await ClassifyAsync(trial, "Boekhouder")).Text("source"));
        Assert.Equal("exact", (await ClassifyAsync(trial, " BOEKHOUDER ")).Text("source"));
        await trial.SampleJobAsync();
        Assert.Equal("exact", (await ClassifyAsync(trial, "Acheteuse industrielle")).Text("source"));
    }

    [Fact]
    public async Task Many_texts_come_back_in_order()
    {
        await using var trial = await ServerTrial.StartAsync();
        var many = await trial.PostAsync(
            "/api/v1/classify/many", new { question = "department", texts = new[] { "Boekhouder", "", "Acheteuse industrielle" } });

        Assert.Equal(["Finance", null, "Procurement"], many.EnumerateArray().Select(one => one.Text("label")));
    }

    [Fact]
    public async Task A_persons_word_counts_from_the_next_text_on_and_can_be_taken_back()
    {
        await using var trial = await ServerTrial.StartAsync();
        await ClassifyAsync(trial, "Boekhouder");
        var corrected = await trial.PostAsync(
            "/api/v1/answers/corrections",
            new { question = "department", corrections = new[] { new { text = "Boekhouder", label = "legal" } } });
        Assert.Equal("Finance", corrected[0].GetProperty("contradicts")[0].Text("label"));
        Assert.Equal("Legal", (await ClassifyAsync(trial, "Boekhouder")).Text("label"));

        await trial.PostAsync("/api/v1/answers/corrections/undo", new { question = "department", text = "Boekhouder" });
        Assert.Equal("Finance", (await ClassifyAsync(trial, "Boekhouder")).Text("label"));
    }

    [Fact]
    public async Task A_label_that_is_none_changes_nothing()
    {
        await using var trial = await ServerTrial.StartAsync();
        var refused = await trial.PostAsync(
            "/api/v1/answers/corrections", new { question = "department", corrections = new[] { new { text = "a", label = "Sales" }, new { text = "b", label = "Nonsense" } } }, 400);

        Assert.Equal("bad-input", refused.Text("code"));
        Assert.Equal(0, (await trial.GetAsync("/api/v1/answers")).Number("total"));
    }

    [Fact]
    public async Task What_is_forgotten_is_asked_again()
    {
        await using var trial = await ServerTrial.StartAsync();
        await ClassifyAsync(trial, "Boekhouder");
        Assert.Equal(1, (await trial.PostAsync("/api/v1/answers/forget", new { texts = new[] { "boekhouder" } })).Number("answers"));
        Assert.Equal("teacher", (await ClassifyAsync(trial, "Boekhouder")).Text("source"));
    }

    [Fact]
    public async Task What_is_older_than_the_retention_is_gone_once_the_server_has_started()
    {
        var folder = new Folder();
        using (var store = SqliteStore.Open(folder["leadscout.db"]))
        {
            var question = BuiltInQuestions.Load("department").Question;
            await store.SetRetentionAsync(30, ServerTrial.Gone);
            await store.AppendAsync(
                [new Answer { Question = question.Version, Key = TextKey.Of("old"), Text = "old", Label = "Sales", Source = AnswerSource.Person, By = "somebody", At = DateTimeOffset.UnixEpoch }],
                ServerTrial.Gone);
        }

        await using var trial = await ServerTrial.StartAsync(folder: folder);
        Assert.Equal(0, (await trial.GetAsync("/api/v1/answers")).Number("total"));
    }

    [Fact]
    public async Task A_pattern_is_shown_priced_retired_and_restored()
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.SampleJobAsync(new { maxError = 0.1 });
        var first = (await trial.GetAsync("/api/v1/patterns?question=department&sort=applied&take=1")).GetProperty("items")[0];
        var request = new { question = "department", pattern = first.Text("pattern") };

        Assert.Equal("unchanged", (await trial.PostAsync("/api/v1/patterns/price", request)).Text("verdict"));
        Assert.Equal("retired", (await trial.PostAsync("/api/v1/patterns/retire", request)).Text("verdict"));
        Assert.Equal("verdict-stands", (await trial.PostAsync("/api/v1/patterns/retire", request, 409)).Text("code"));
        Assert.Equal("restored", (await trial.PostAsync("/api/v1/patterns/restore", request)).Text("verdict"));
    }

    [Fact]
    public async Task A_question_of_ones_own_is_checked_kept_and_asked()
    {
        await using var trial = await ServerTrial.StartAsync();
        const string Yaml =
            "name: kind\nask: What kind of thing is it?\ntext: \"{Thing}\"\nlabels: [Plant, Animal]\nrules:\n  - {label: Plant, words: [oak]}\n";
        Assert.Equal("bad-input", (await trial.PostAsync("/api/v1/questions/check", new { yaml = "name: x" }, 400)).Text("code"));
        Assert.Equal("kind", (await trial.PostAsync("/api/v1/questions", new { yaml = Yaml }, 201)).Text("name"));
        Assert.Equal("Plant", (await trial.PostAsync("/api/v1/classify", new { question = "kind", text = "Old oak" })).Text("label"));
    }

    private static Task<System.Text.Json.JsonElement> ClassifyAsync(ServerTrial trial, string text) =>
        trial.PostAsync("/api/v1/classify", new { question = "department", text });
}
