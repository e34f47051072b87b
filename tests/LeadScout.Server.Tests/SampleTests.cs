using System.Net.Http.Json;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_runs_without_a_key_is_one_job_however_often_it_is_wanted_and_asks_nobody()
    {
        await using var server = await ServerTrial.StartAsync(options => options with { Teacher = null, Environment = _ => null });

        var first = await server.PostAsync("/api/v1/jobs/sample", expected: 202);
        var second = await server.PostAsync("/api/v1/jobs/sample", expected: 202);
        var done = await server.StillAsync(first.GetProperty("job").GetString()!);

        Assert.Equal(first.GetProperty("job").GetString(), second.GetProperty("job").GetString());
        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.Equal("recorded:leadscout-sample.tsv", done.GetProperty("teacher").GetString());
        Assert.True(done.GetProperty("report").GetProperty("certificate").GetProperty("holds").GetBoolean());
        Assert.StartsWith("Saved ", done.GetProperty("headline").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await server.GetAsync("/api/v1/lists")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_estimate_says_how_long_asking_will_take_and_whether_replies_were_measured()
    {
        await using var server = await ServerTrial.StartAsync();
        var list = await server.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));

        var unknown = (await server.PostAsync("/api/v1/estimate", new { list, question = "department", teacher = "openai:gpt-5-mini" })).GetProperty("duration");
        var recorded = (await server.PostAsync("/api/v1/estimate", new { list, question = "department" })).GetProperty("duration");

        Assert.False(unknown.GetProperty("measured").GetBoolean());
        var seconds = unknown.GetProperty("seconds");
        Assert.True(seconds.GetProperty("least").GetDouble() <= seconds.GetProperty("expected").GetDouble());
        Assert.True(seconds.GetProperty("expected").GetDouble() <= seconds.GetProperty("most").GetDouble());
        Assert.True(seconds.GetProperty("expected").GetDouble() > 0);
        Assert.Equal((true, 0d), (recorded.GetProperty("measured").GetBoolean(), recorded.GetProperty("seconds").GetProperty("most").GetDouble()));
    }

    [Fact]
    public async Task Other_recordings_stay_closed_and_the_samples_is_none_before_it_was_wanted()
    {
        await using var server = await ServerTrial.StartAsync(options => options with { Teacher = null, Environment = _ => null });
        var list = await server.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));

        foreach (var teacher in new[] { "recorded:leadscout-sample.tsv", "recorded:/etc/passwd", "recorded:../sample/leadscout-sample.tsv" })
        {
            using var refused = await server.Client.PostAsJsonAsync("/api/v1/jobs", new { list, question = "department", teacher }, ServerTrial.Gone);
            Assert.Equal("teacher-not-allowed", (await ServerTrial.JsonAsync(refused, 403)).GetProperty("code").GetString());
        }
    }
}
