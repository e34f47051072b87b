using LeadScout.Answers;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Server.Answers;
using LeadScout.Server.Classifying;
using LeadScout.Sqlite;
using LeadScout.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Answers;

/// <summary>What people say counts at once, whatever goes wrong meanwhile and whoever else writes to the log.</summary>
public sealed class PeoplesWordsTests : IDisposable
{
    private const string Text = "Boekhouder";

    private readonly Folder _folder = new();
    private readonly SqliteStore _store;
    private WatchedStore.Watch _watch = (_, call) => call();

    public PeoplesWordsTests() => _store = SqliteStore.Open(_folder["leadscout.db"]);

    private static Question Department { get; } = BuiltInQuestions.Load("department").Question;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_word_that_is_in_the_log_counts_even_if_whoever_said_it_has_left()
    {
        await using var trial = await StartAsync();
        await LabelAsync(trial);
        using var leaving = new CancellationTokenSource();
        _watch = (method, call) =>
        {
            var done = call();
            if (method == nameof(IAnswerLog.AppendAsync))
            {
                leaving.Cancel();
            }

            return done;
        };

        await Words(trial).CorrectAsync(Department, [new SaidLabel(Text, "Legal")], "mira", null, leaving.Token);

        Assert.Equal("Legal", await LabelAsync(trial));
    }

    [Fact]
    public async Task A_word_that_counts_again_since_another_process_took_back_a_later_one_counts_here_once_it_is_said_again()
    {
        await using var trial = await StartAsync();
        await LabelAsync(trial);
        await SayAsync(trial, "Legal");
        await SayAsync(trial, "HR");
        await _store.RetractAsync(await _store.LogPositionAsync(ServerTrial.Gone), new Retraction("bob", DateTimeOffset.UnixEpoch), ServerTrial.Gone);

        await SayAsync(trial, "Legal");

        Assert.Equal("Legal", await LabelAsync(trial));
    }

    [Fact]
    public async Task A_word_is_taken_even_if_the_question_cannot_be_opened_for_somebody_else_at_that_moment()
    {
        await using var trial = await StartAsync();
        var position = new TaskCompletionSource<long>();
        _watch = (method, call) => method == nameof(IAnswerLog.LogPositionAsync) ? position.Task : call();
        var explaining = trial.Services.GetRequiredService<Classifier>().ExplainAsync("department", null, Text, ServerTrial.Gone);

        var saying = Words(trial).CorrectAsync(Department, [new SaidLabel(Text, "Legal")], "mira", null, ServerTrial.Gone);
        position.SetException(new IOException("The database is away."));
        _watch = (_, call) => call();

        await Assert.ThrowsAsync<IOException>(() => explaining);
        Assert.True(Assert.Single(await saying).Changed);
        Assert.Equal("Legal", await LabelAsync(trial));
    }

    [Fact]
    public async Task A_word_that_was_taken_back_does_not_count_even_if_nobody_was_told_that_it_was()
    {
        await using var trial = await StartAsync();
        await LabelAsync(trial);
        await SayAsync(trial, "Legal");
        _watch = (method, call) =>
        {
            var done = call();
            return method == nameof(IAnswerLog.RetractAsync) ? Task.FromException(new IOException("The connection broke at the commit.")) : done;
        };

        await Assert.ThrowsAsync<IOException>(() => Words(trial).UndoAsync(Department, Text, null, "mira", null, ServerTrial.Gone));

        Assert.Equal("Finance", await LabelAsync(trial));
    }

    private Task<ServerTrial> StartAsync() => ServerTrial.StartAsync(
        options => options with { SharedStore = () => WatchedStore.Over<IDatabase>(_store, (method, call) => _watch(method, call)) }, _folder, keepsFolder: true);

    private static PeoplesWords Words(ServerTrial trial) => trial.Services.GetRequiredService<PeoplesWords>();

    private static async Task SayAsync(ServerTrial trial, string label) => await trial.PostAsync(
        "/api/v1/answers/corrections", new { question = "department", corrections = new[] { new { text = Text, label } } });

    private static async Task<string?> LabelAsync(ServerTrial trial) =>
        (await trial.PostAsync("/api/v1/classify", new { question = "department", text = Text })).Text("label");
}
