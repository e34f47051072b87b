using LeadScout.Questions;
using LeadScout.Sqlite;
using Xunit;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>An import that was cut off is given again: nothing is lost and nothing doubled.</summary>
public sealed class ImportKillTests
{
    private const int Lines = 20_000;

    [Fact]
    public async Task Killed_while_it_commits_and_given_again_it_ends_as_if_never_killed()
    {
        using var folder = new Folder();
        var lines = Enumerable.Range(0, Lines).Select(i =>
            $$"""{"version":"00000000000000000000000000000001","text":"Title {{i}}","label":"Sales","source":"teacher","by":"t","at":"2026-01-01T00:00:00.0000000Z","call":{{(i / 20) + 1}}}""");
        folder.Write("answers.jsonl", string.Join('\n', lines) + "\n");
        var midway = 0;
        for (var kill = 1; kill <= 3; kill++)
        {
            using var import = LeadScoutProcess.Start(folder.Path, null, "answers", "import", "answers.jsonl");
            while (!import.HasExited && await CountAsync(folder) < kill * Lines / 5)
            {
                await Task.Yield();
            }

            import.Kill();
            await import.EndAsync();
            midway += await CountAsync(folder) is > 0 and < Lines ? 1 : 0;
        }

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "answers", "import", "answers.jsonl", "--format", "json");

        Assert.True(midway > 0, "No kill hit an import between its first and its last commit: the test proves nothing.");
        Assert.Equal(Lines, run.Number("added") + run.Number("known"));
        Assert.True(run.Number("known") > 0);
        await LeadScoutProcess.RunAsync(folder.Path, null, "answers", "export", "--out", "again.jsonl");
        Assert.Equal(folder.Read("answers.jsonl"), folder.Read("again.jsonl"));
    }

    private static async Task<long> CountAsync(Folder folder)
    {
        try
        {
            using var store = SqliteStore.OpenRead(folder["leadscout.db"]);
            return await store.LogPositionAsync(TestContext.Current.CancellationToken);
        }
        catch (BadInputException)
        {
            return 0; // not there yet
        }
    }
}
