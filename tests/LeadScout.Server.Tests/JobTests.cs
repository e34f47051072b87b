using System.Net;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class JobTests
{
    [Fact]
    public async Task A_job_writes_the_same_bytes_as_the_command_line()
    {
        await using var trial = await ServerTrial.StartAsync();
        File.Copy(Samples.Leads, trial.Folder["leads.csv"]);
        var run = await LeadScoutProcess.RunAsync(
            trial.Folder.Path, null, "classify", "leads.csv", "--question", "department", "--teacher", "recorded:" + Samples.Answers,
            "--seed", "7", "--max-error", "10%", "--db", "other.db");
        Assert.Equal(0, run.ExitCode);

        var job = await trial.SampleJobAsync(new { seed = 7, maxError = 0.1 });

        Assert.Equal("done", job.Text("state"));
        Assert.Equal(trial.Folder.Read("leads.labelled.csv"), await trial.ResultAsync(job.Text("job")!));
    }

    [Fact]
    public async Task Its_event_stream_tells_how_it_goes_and_ends_when_it_stands_still()
    {
        await using var trial = await ServerTrial.StartAsync();
        var job = await trial.SampleJobAsync();

        Assert.Equal("idle", job.Text("work"));
        Assert.Equal(400, job.GetProperty("report").Number("rows"));
        Assert.True(job.GetProperty("curve").GetArrayLength() > 0);
    }

    [Fact]
    public async Task The_result_has_a_tag_and_is_not_sent_twice()
    {
        await using var trial = await ServerTrial.StartAsync();
        var path = $"/api/v1/jobs/{(await trial.SampleJobAsync()).Text("job")}/result";
        using var first = await trial.Client.GetAsync(path, ServerTrial.Gone);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var unchanged = await trial.Client.SendAsync(again, ServerTrial.Gone);

        Assert.Equal("leads.labelled.csv", first.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Upload_and_job_in_one_request_are_the_same_job()
    {
        await using var trial = await ServerTrial.StartAsync();
        var job = await trial.SampleJobAsync();
        using var response = await trial.PostBytesAsync(
            "/api/v1/jobs/upload?name=leads.csv&question=department", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));

        Assert.Equal(job.Text("job"), (await ServerTrial.JsonAsync(response, 202)).Text("job"));
    }

    [Fact]
    public async Task A_correction_shows_in_the_result_once_the_job_goes_on()
    {
        await using var trial = await ServerTrial.StartAsync();
        var job = (await trial.SampleJobAsync()).Text("job")!;
        await trial.PostAsync(
            "/api/v1/answers/corrections",
            new { question = "department", corrections = new[] { new { text = "Boekhouder", label = "Legal" } } });
        await trial.PostAsync($"/api/v1/jobs/{job}/resume", expected: 200);
        await trial.StillAsync(job);

        var rows = await trial.GetAsync($"/api/v1/jobs/{job}/rows?contains=boekhouder&take=1");
        Assert.Equal("Legal", rows.GetProperty("items")[0].Text("label"));
        Assert.Equal("person", rows.GetProperty("items")[0].Text("source"));
    }

    [Fact]
    public async Task The_same_idempotency_key_starts_one_job_and_another_wish_under_it_is_refused()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        var first = await PostOnceAsync(trial, list, 1, 202);
        var second = await PostOnceAsync(trial, list, 1, 202);
        var other = await PostOnceAsync(trial, list, 2, 422);

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal("idempotency-key-reused", other.Text("code"));
        Assert.Equal(
            ["start", "upload"],
            (await trial.GetAsync("/api/v1/settings/audit-log")).GetProperty("items").EnumerateArray().Select(entry => entry.Text("action")));
    }

    [Fact]
    public async Task An_estimate_asks_nobody_and_begins_nothing()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        var estimate = await trial.PostAsync("/api/v1/estimate", new { list, question = "seniority" });

        Assert.Equal(400, estimate.Number("rows"));
        Assert.Equal(0, (await trial.GetAsync("/api/v1/jobs")).Number("total"));
    }

    [Fact]
    public async Task Long_lists_come_in_parts()
    {
        await using var trial = await ServerTrial.StartAsync();
        var job = (await trial.SampleJobAsync()).Text("job")!;
        var path = $"/api/v1/jobs/{job}/rows?take=150";
        var numbers = new List<long>();
        while (path is not null)
        {
            var page = await trial.GetAsync(path);
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.Number("number")));
            path = page.Text("next");
        }

        Assert.Equal(Enumerable.Range(1, 400).Select(number => (long)number), numbers);
    }

    [Fact]
    public async Task A_cancelled_job_is_gone_and_its_answers_stay()
    {
        await using var trial = await ServerTrial.StartAsync();
        var job = (await trial.SampleJobAsync()).Text("job")!;
        using var cancelled = await trial.Client.DeleteAsync($"/api/v1/jobs/{job}", ServerTrial.Gone);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        await trial.GetAsync($"/api/v1/jobs/{job}", 404);
        Assert.Equal(
            "exact", (await trial.PostAsync("/api/v1/classify", new { question = "department", text = "Boekhouder" })).Text("source"));
    }

    [Fact]
    public async Task A_job_at_work_does_not_ask_what_a_client_has_asked_meanwhile()
    {
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var teacher = await StandInServer.StartAsync(
            new StandInOptions { Before = gone => arrived.TrySetResult() ? gate.Task.WaitAsync(gone) : Task.CompletedTask });
        await using var trial = await ServerTrial.StartAsync(
            options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = teacher.Url.ToString() });
        var list = await trial.UploadAsync("leads.csv", "Job Title\nCFO\nRecruiter\nHofnarr\n"u8.ToArray());
        var job = (
            await trial.PostAsync("/api/v1/jobs", new { list, question = "department", rowsPerCall = 1, concurrency = 1, maxError = 0 }, 202)).Text("job")!;
        await arrived.Task.WaitAsync(ServerTrial.Gone);
        foreach (var text in new[] { "Recruiter", "Hofnarr" })
        {
            await trial.PostAsync("/api/v1/classify", new { question = "department", text });
        }

        gate.SetResult();
        var done = await trial.StillAsync(job);

        Assert.Equal("done", done.Text("state"));
        Assert.Equal((3, 3), (teacher.Stats.Calls, teacher.Stats.DistinctTexts));
    }

    private static async Task<System.Text.Json.JsonElement> PostOnceAsync(ServerTrial trial, string list, int seed, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { list, question = "department", seed }),
            Headers = { { "Idempotency-Key", "a-1" } },
        };
        using var response = await trial.Client.SendAsync(request, ServerTrial.Gone);
        return await ServerTrial.JsonAsync(response, expected);
    }
}
