using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Somebody has looked at the provider's bill and releases what calls of unknown fate hold back.</summary>
public sealed class SettleTests
{
    private static readonly byte[] List = "Job Title\nCFO\nRecruiter\nHofnarr\n"u8.ToArray();

    [Fact]
    public async Task What_is_possibly_billed_is_shown_then_released_once_and_stays_on_record()
    {
        await using var teacher = await StandInServer.StartAsync(new StandInOptions());
        teacher.Script("ok", "close");
        await using var trial = await AskingAsync(teacher);
        var job = await StartAsync(trial);
        Assert.Equal("done", (await trial.StillAsync(job)).Text("state"));

        var shown = await trial.PostAsync($"/api/v1/jobs/{job}/settle");
        var held = shown.GetProperty("purse").GetProperty("possiblyBilledUsd").GetDecimal();
        var settled = await trial.PostAsync($"/api/v1/jobs/{job}/settle", new { measured = true });
        var again = await trial.PostAsync($"/api/v1/jobs/{job}/settle", new { measured = true });
        var report = (await trial.GetAsync($"/api/v1/jobs/{job}")).GetProperty("report");

        Assert.Equal("unchanged", shown.Text("state"));
        Assert.InRange(held, 0.000001m, 1);
        Assert.Equal("settled", settled.Text("state"));
        Assert.Equal(
            (1, held),
            (settled.GetProperty("settlement").Number("calls"), settled.GetProperty("settlement").GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal(0, settled.GetProperty("purse").GetProperty("possiblyBilledUsd").GetDecimal());
        Assert.Equal("unchanged", again.Text("state"));
        Assert.Equal((0, held), (report.GetProperty("possiblyBilledUsd").GetDecimal(), report.GetProperty("releasedUsd").GetDecimal()));
    }

    [Fact]
    public async Task While_a_job_is_at_work_its_bill_is_not_settled()
    {
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var teacher = await StandInServer.StartAsync(
            new StandInOptions { Before = gone => arrived.TrySetResult() ? gate.Task.WaitAsync(gone) : Task.CompletedTask });
        await using var trial = await AskingAsync(teacher);
        var job = await StartAsync(trial);
        await arrived.Task.WaitAsync(ServerTrial.Gone);

        Assert.Equal("job-at-work", (await trial.PostAsync($"/api/v1/jobs/{job}/settle", new { measured = true }, 409)).Text("code"));

        gate.SetResult();
        var done = await trial.StillAsync(job);
        Assert.Equal(("done", 0), (done.Text("state"), done.GetProperty("report").Number("lostCalls")));
    }

    [Fact]
    public async Task A_job_that_there_is_not_has_no_bill()
    {
        await using var trial = await ServerTrial.StartAsync();

        Assert.Equal(
            "job-not-found", (await trial.PostAsync("/api/v1/jobs/0123456789ab/settle", new { measured = true }, 404)).Text("code"));
    }

    private static Task<ServerTrial> AskingAsync(StandInServer teacher) =>
        ServerTrial.StartAsync(options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = teacher.Url.ToString() });

    private static async Task<string> StartAsync(ServerTrial trial)
    {
        var list = await trial.UploadAsync("leads.csv", List);
        return (
            await trial.PostAsync("/api/v1/jobs", new { list, question = "department", rowsPerCall = 1, concurrency = 1, maxError = 0 }, 202)).Text("job")!;
    }
}
