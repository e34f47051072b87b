using System.Text.Json;
using LeadScout.Server.Tests.Teachers;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Server.Tests.Lists;

/// <summary>A list that was uploaded and is deleted again: who did it is on record, and no job loses it under its hands.</summary>
public sealed class ListRemovalTests
{
    [Fact]
    public async Task Who_uploads_and_deletes_a_list_is_on_record()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        using var deleted = await trial.Client.DeleteAsync($"/api/v1/lists/{list}", ServerTrial.Gone);

        await ServerTrial.JsonAsync(deleted, 204);
        await trial.GetAsync($"/api/v1/lists/{list}", 404);
        Assert.Equal([("list-deleted", "leads.csv"), ("upload", "leads.csv")], await LogAsync(trial));
    }

    [Fact]
    public async Task A_list_that_a_job_is_at_work_over_stays_until_it_stands_still()
    {
        await using var standIn = await StandInServer.StartAsync(new StandInOptions());
        standIn.Script(Enumerable.Repeat("""503-with {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", 1_000));
        await using var trial = await TeacherTrial.AskingAsync(standIn, change: options => options with { Teacher = "openai:qwen3-8b" });
        var job = await trial.JobAsync(202, ("patience", "1h"));
        var list = job.Text("list")!;

        using var refused = await trial.Client.DeleteAsync($"/api/v1/lists/{list}", ServerTrial.Gone);
        var why = await ServerTrial.JsonAsync(refused, 409);
        Assert.Equal("list-in-use", why.Text("code"));
        Assert.Contains(job.Text("job")!, why.Text("detail"), StringComparison.Ordinal);
        await trial.GetAsync($"/api/v1/lists/{list}");

        await trial.PostAsync($"/api/v1/jobs/{job.Text("job")}/pause");
        await trial.StillAsync(job.Text("job")!);
        using var deleted = await trial.Client.DeleteAsync($"/api/v1/lists/{list}", ServerTrial.Gone);
        await ServerTrial.JsonAsync(deleted, 204);
        Assert.Contains("list-deleted", (await LogAsync(trial)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_pause_whose_client_does_not_wait_for_it_is_on_record()
    {
        var (asked, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var standIn = await StandInServer.StartAsync(new StandInOptions
        {
            Before = _ =>
            {
                asked.TrySetResult();
                return answers.Task;
            },
        });
        await using var trial = await TeacherTrial.AskingAsync(standIn);
        var job = (await trial.JobAsync()).Text("job")!;
        await asked.Task;

        using var impatient = new CancellationTokenSource();
        var pause = trial.Client.PostAsync($"/api/v1/jobs/{job}/pause", null, impatient.Token);
        await foreach (var state in trial.EventsAsync(job))
        {
            if (state.Text("work") == "pausing")
            {
                break;
            }
        }

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause);
        answers.SetResult();
        await trial.StillAsync(job);

        Assert.Contains("pause", (await LogAsync(trial)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task What_is_refused_is_not_on_record_as_done()
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.PostAsync("/api/v1/jobs/0123456789ab/pause", expected: 404);
        await trial.PostAsync("/api/v1/jobs/0123456789ab/resume", expected: 404);
        using var deleted = await trial.Client.DeleteAsync("/api/v1/lists/0123456789abcdef", ServerTrial.Gone);

        await ServerTrial.JsonAsync(deleted, 404);
        Assert.Empty(await LogAsync(trial));
    }

    private static async Task<(string Action, string About)[]> LogAsync(ServerTrial trial) =>
        [.. (await trial.GetAsync("/api/v1/settings/audit-log")).GetProperty("items").EnumerateArray().Select(entry => (entry.Text("action")!, entry.Text("about")!))];
}
