using System.Text.Json;
using LeadScout.Server.Tests.Teachers;
using LeadScout.Server.Wording;
using LeadScout.Server.Workspaces;
using LeadScout.StandIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class WaitingTests
{
    private const string LoadingModel = """503-with {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""";
    private const string BackTomorrow = """429-with {"error":{"message":"Rate limit reached. Please try again in 9h0m0s."}}""";

    [Fact]
    public async Task A_job_whose_teacher_is_waited_for_says_for_whom_and_for_how_long_yet()
    {
        await using var standIn = await StandInServer.StartAsync(new StandInOptions());
        standIn.Script(Enumerable.Repeat(LoadingModel, 1_000));
        await using var trial = await TeacherTrial.AskingAsync(standIn, change: options => options with { Teacher = "openai:qwen3-8b" });
        var job = (await trial.JobAsync(202, ("patience", "1h"))).Text("job")!;

        JsonElement waiting = default, spent = default;
        await foreach (var state in trial.EventsAsync(job))
        {
            if (state.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress
                && progress.GetProperty("waiting") is { ValueKind: JsonValueKind.Object } now)
            {
                (waiting, spent) = (now, progress);
                break;
            }
        }

        await trial.PostAsync($"/api/v1/jobs/{job}/pause");
        var paused = await trial.StillAsync(job);

        Assert.Contains("openai:qwen3-8b", waiting.Text("reason"), StringComparison.Ordinal);
        Assert.Contains("loading", waiting.Text("reason"), StringComparison.Ordinal);
        Assert.All(
            (string[])["spentUsd", "possiblyBilledUsd", "reservedUsd"], // its price is unknown, and so is all that follows from it
            money => Assert.Equal(JsonValueKind.Null, spent.GetProperty(money).ValueKind));
        Assert.Equal(3600, waiting.GetProperty("patienceSeconds").GetDouble());
        Assert.InRange(waiting.GetProperty("waitedSeconds").GetDouble(), 0, 3600);
        Assert.Equal(("interrupted", "idle"), (paused.Text("state"), paused.Text("work")));
    }

    [Fact]
    public async Task Why_a_job_stopped_is_said_in_the_words_of_the_API_and_in_those_of_the_dashboard()
    {
        await using var standIn = await StandInServer.StartAsync(new StandInOptions());
        standIn.Script(Enumerable.Repeat(BackTomorrow, 1_000));
        await using var trial = await TeacherTrial.AskingAsync(standIn, change: options => options with { Teacher = "openai:qwen3-8b" });

        var stopped = await trial.DoneAsync();
        var kept = trial.Services.GetRequiredService<ServerWorkspace>().Service.Jobs().Single().Problem!;

        Assert.Equal("teacher-unavailable", stopped.Text("state"));
        Assert.EndsWith("It asks for a wait of 9 h: resume the job then, or wait longer with patience.", stopped.Text("stoppedBecause")!, StringComparison.Ordinal);
        Assert.EndsWith("or wait longer with “Patience altogether”.", kept.In(LabelWords.Of), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_teacher_that_answers_is_waited_for_no_more()
    {
        await using var standIn = await StandInServer.StartAsync(new StandInOptions());
        standIn.Script(LoadingModel);
        await using var trial = await TeacherTrial.AskingAsync(standIn, change: options => options with { Teacher = "openai:qwen3-8b" });

        var done = await trial.DoneAsync();

        Assert.Equal(("done", JsonValueKind.Null), (done.Text("state"), done.GetProperty("progress").ValueKind));
    }
}
