using LeadScout.Patterns;
using LeadScout.Server.Patterns;
using LeadScout.Sqlite;
using LeadScout.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Patterns;

public sealed class PatternServiceTests
{
    [Fact]
    public async Task A_pattern_that_was_retired_is_out_of_what_is_open_even_if_nobody_was_told_that_it_was()
    {
        using var folder = new Folder();
        var (isAway, openings) = (false, 0);
        await using var trial = await ServerTrial.StartAsync(
            options => options with
            {
                SharedStore = () => WatchedStore.Over<IDatabase>(SqliteStore.Open(folder["leadscout.db"]), (method, call) =>
                {
                    openings += method == nameof(IDatabase.NameQuestionAsync) ? 1 : 0;
                    var done = call();
                    return isAway && method == nameof(IPatternStore.AppendAsync) ? throw new IOException("The connection broke.") : done;
                }),
            },
            folder,
            keepsFolder: true);
        await trial.SampleJobAsync();
        await trial.PostAsync("/api/v1/explain", new { question = "department", text = "Boekhouder" });
        var pattern = (await trial.GetAsync("/api/v1/patterns?question=department&take=1")).GetProperty("items")[0].Text("pattern")!;
        var before = openings;
        isAway = true;

        await Assert.ThrowsAsync<IOException>(
            () => trial.Services.GetRequiredService<PatternService>().RetireAsync("department", pattern, "mira", ServerTrial.Gone));
        await trial.PostAsync("/api/v1/explain", new { question = "department", text = "Boekhouder" });

        Assert.Equal(before + 1, openings);
    }
}
