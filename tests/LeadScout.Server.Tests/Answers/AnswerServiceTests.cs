using LeadScout.Answers;
using LeadScout.Files.QuestionFiles;
using LeadScout.Llm.Recorded;
using LeadScout.Server.Answers;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Stores;
using LeadScout.Texts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Answers;

/// <summary>What was forgotten is said nowhere any more, whatever goes wrong meanwhile.</summary>
public sealed class AnswerServiceTests : IDisposable
{
    private const string Text = "Boekhouder";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(IAnswerLog.ForgetAsync))]
    [InlineData(nameof(IDatabase.Scrub))]
    public async Task What_was_forgotten_is_not_said_even_if_forgetting_fails_afterwards(string failing)
    {
        await using var trial = await StartAsync(failing);
        await ClassifyAsync(trial);

        await Assert.ThrowsAsync<IOException>(() => Answers(trial).ForgetAsync([Text], null, ServerTrial.Gone));

        Assert.Equal("teacher", (await ClassifyAsync(trial)).Text("source"));
    }

    [Fact]
    public async Task What_is_older_than_the_retention_is_not_said_even_if_forgetting_it_fails_afterwards()
    {
        await using var trial = await StartAsync(nameof(IDatabase.Scrub), Old);
        Assert.Equal("Legal", (await ClassifyAsync(trial)).Text("label"));

        await Assert.ThrowsAsync<IOException>(() => Answers(trial).SetRetentionAsync(30, ServerTrial.Gone));

        Assert.Equal("Finance", (await ClassifyAsync(trial)).Text("label"));
    }

    [Fact]
    public async Task What_was_forgotten_is_not_shown_in_the_rows_of_a_job_that_asked_the_question_as_it_was_before()
    {
        const string Yaml = "name: kind\nask: What kind of thing is it?\ntext: \"{Thing}\"\nlabels: [Plant, Animal]\nrules:\n  - {label: Plant, words: [oak]}\n";
        await using var trial = await ServerTrial.StartAsync();
        await trial.PostAsync("/api/v1/questions", new { yaml = Yaml }, 201);
        var list = await trial.UploadAsync("things.csv", "Thing\nOld oak\n"u8.ToArray());
        var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "kind" }, 202)).Text("job")!;
        await trial.StillAsync(job);
        await trial.PostAsync("/api/v1/answers/corrections", new { question = "kind", corrections = new[] { new { text = "Old oak", label = "Animal" } } });
        Assert.Equal("Animal", await RowAsync(trial, job));
        await trial.PostAsync("/api/v1/questions", new { yaml = Yaml.Replace("What kind", "Which kind", StringComparison.Ordinal) }, 201);

        await trial.PostAsync("/api/v1/answers/forget", new { texts = new[] { "Old oak" } });

        Assert.Equal("Plant", await RowAsync(trial, job));
    }

    [Fact]
    public async Task What_was_forgotten_is_not_repeated_to_whoever_had_asked_before_and_was_answered_after()
    {
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        gate.SetResult();
        await using var teacher = await StandInServer.StartAsync(new StandInOptions
        {
            Answers = Recording.Load(Samples.Answers),
            Before = async gone =>
            {
                arrived.TrySetResult();
                await gate.Task.WaitAsync(gone);
            },
        });
        await using var trial = await ServerTrial.StartAsync(options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = teacher.Url.ToString() });
        await ClassifyAsync(trial);
        (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var asking = OnceAsync(trial);
        await arrived.Task.WaitAsync(ServerTrial.Gone);
        await trial.PostAsync("/api/v1/answers/forget", new { texts = new[] { Text } });
        gate.SetResult();
        Assert.Equal("exact", (await asking)[0].Text("source"));

        Assert.Equal("teacher", (await OnceAsync(trial))[0].Text("source"));
    }

    private static async Task<System.Text.Json.JsonElement> OnceAsync(ServerTrial trial)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/classify/many")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { question = "department", texts = new[] { Text, "Acheteuse industrielle" } }),
            Headers = { { "Idempotency-Key", "a-1" } },
        };
        using var response = await trial.Client.SendAsync(request, ServerTrial.Gone);
        return await ServerTrial.JsonAsync(response, 200);
    }

    private static Answer Old => Answer.OfPerson(
        BuiltInQuestions.Load("department").Question, TextKeys.Plain, Text, "Legal", "mira", DateTimeOffset.UnixEpoch);

    private static AnswerService Answers(ServerTrial trial) => trial.Services.GetRequiredService<AnswerService>();

    /// <summary>A server whose store does what it is told to, and fails afterwards.</summary>
    private async Task<ServerTrial> StartAsync(string failing, params Answer[] answers)
    {
        var store = SqliteStore.Open(_folder["leadscout.db"]);
        await store.AppendAsync(answers, ServerTrial.Gone);
        var watched = WatchedStore.Over<IDatabase>(store, (method, call) =>
        {
            var done = call();
            return method == failing ? throw new IOException("The connection broke.") : done;
        });
        return await ServerTrial.StartAsync(options => options with { SharedStore = () => watched }, _folder, keepsFolder: true);
    }

    private static Task<System.Text.Json.JsonElement> ClassifyAsync(ServerTrial trial) =>
        trial.PostAsync("/api/v1/classify", new { question = "department", text = Text });

    private static async Task<string?> RowAsync(ServerTrial trial, string job) =>
        (await trial.GetAsync($"/api/v1/jobs/{job}/rows")).GetProperty("items")[0].Text("label");
}
