using LeadScout.Answers;
using LeadScout.Sqlite;
using LeadScout.Stores;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Server.Tests.Classifying;

public sealed class LogWatcherTests
{
    [Fact]
    public async Task What_another_process_did_before_the_first_look_is_followed_too()
    {
        using var folder = new Folder();
        var store = SqliteStore.Open(folder["leadscout.db"]);
        var (state, lookedAgain, looks) = (new TaskCompletionSource<LogState>(), new TaskCompletionSource(), 0);
        await using var trial = await ServerTrial.StartAsync(
            options => options with
            {
                SharedStore = () => WatchedStore.Over<ISharedDatabase>(store, (method, call) => method switch
                {
                    nameof(ISharedLog.StateAsync) => Look(),
                    "get_" + nameof(ISharedLog.NextChange) => looks == 0 ? Task.CompletedTask : new TaskCompletionSource().Task,
                    _ => call(),
                }),
            },
            folder,
            keepsFolder: true);
        await ClassifyAsync(trial);
        await store.ForgetAsync(Forgetting.Texts([TextKeys.Plain.Of("Boekhouder")]), ServerTrial.Gone);
        state.SetResult(new LogState(1, 1));
        await lookedAgain.Task.WaitAsync(ServerTrial.Gone);

        Assert.Equal("teacher", await ClassifyAsync(trial));

        Task<LogState> Look()
        {
            if (++looks > 1)
            {
                lookedAgain.TrySetResult();
            }

            return state.Task;
        }
    }

    private static async Task<string?> ClassifyAsync(ServerTrial trial) =>
        (await trial.PostAsync("/api/v1/classify", new { question = "department", text = "Boekhouder" })).Text("source");

    /// <summary>A database that other processes write to.</summary>
    internal interface ISharedDatabase : IDatabase, ISharedLog;
}
