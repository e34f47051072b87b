using LeadScout.Answers;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Classifying;
using LeadScout.Sqlite;
using LeadScout.Stores;
using LeadScout.Texts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Classifying;

/// <summary>The last word counts in the order of the log.</summary>
public sealed class LogFollowerTests
{
    private const string Text = "Boekhouder";

    [Theory]
    [InlineData("Legal", "HR")]
    [InlineData("HR")] // which comes when the other has come to the end of the log
    public async Task Whoever_has_heard_of_the_last_word_hears_no_older_one_however_many_read_the_log_at_once(params string[] words)
    {
        using var folder = new Folder();
        var store = SqliteStore.Open(folder["leadscout.db"]);
        WatchedStore.Watch watch = (_, call) => call();
        await using var trial = await ServerTrial.StartAsync(
            options => options with { SharedStore = () => WatchedStore.Over<IDatabase>(store, (method, call) => watch(method, call)) }, folder, keepsFolder: true);
        var classifier = trial.Services.GetRequiredService<Classifier>();
        var question = BuiltInQuestions.Load("department").Question;
        await SaidAsync(classifier);
        await classifier.CatchUpAsync(question.Version, ServerTrial.Gone);
        await SayAsync(store, question, words[..^1]);
        var (reads, other, heard) = (0, Task.CompletedTask, new List<(bool HasHeard, string? Label)>());
        watch = (method, call) =>
        {
            if (method != nameof(IDatabase.ReadAfterAsync))
            {
                return call();
            }

            if (++reads == 1)
            {
                var read = call();
                SayAsync(store, question, words[^1..]).GetAwaiter().GetResult();
                other = classifier.CatchUpAsync(question.Version, ServerTrial.Gone);
                return read;
            }

            heard.Add((other.IsCompleted, SaidAsync(classifier).GetAwaiter().GetResult()));
            return call();
        };

        await classifier.CatchUpAsync(question.Version, ServerTrial.Gone);
        await other;

        Assert.DoesNotContain((true, "Legal"), heard);
        Assert.Equal("HR", await SaidAsync(classifier));
    }

    private static Task SayAsync(SqliteStore store, Question question, params IEnumerable<string> labels) => store.AppendAsync(
        [.. labels.Select(label => Answer.OfPerson(question, TextKeys.Plain, Text, label, "mira", DateTimeOffset.UnixEpoch))], ServerTrial.Gone);

    private static async Task<string?> SaidAsync(Classifier classifier) =>
        (await classifier.ClassifyAsync("department", null, null, Text, new Caller("mira", null, Scope.Label), ServerTrial.Gone)).Label;
}
