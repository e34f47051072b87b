using LeadScout.Server.Jobs;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>One state machine of jobs: in the code, in the OpenAPI document, on the page of documentation, and in what jobs really do.</summary>
public sealed class JobStandingTests
{
    private static string[] Words => [.. Enum.GetValues<JobStanding>().Select(standing => standing.Word())];

    [Fact]
    public void Every_standing_has_a_line_and_can_be_reached_from_a_new_job()
    {
        Assert.Equal(Enum.GetValues<JobStanding>().Order(), JobStateMachine.Steps.Select(step => step.From).Order());
        var reached = new HashSet<JobStanding> { JobStanding.Waiting };
        foreach (var _ in JobStateMachine.Steps)
        {
            reached.UnionWith(JobStateMachine.Steps.Where(step => reached.Contains(step.From)).SelectMany(step => step.To));
        }

        Assert.Equal(Enum.GetValues<JobStanding>().Length, reached.Count);
        Assert.All(JobStateMachine.Steps, step => Assert.Contains(JobStateMachine.Steps, other => other.To.Contains(step.From)));
    }

    [Fact]
    public async Task The_OpenAPI_document_and_the_documentation_have_the_same_table()
    {
        await using var trial = await ServerTrial.StartAsync();

        var document = await trial.GetAsync("/openapi/v1.json");
        var job = document.GetProperty("components").GetProperty("schemas").GetProperty("JobStatus").GetProperty("properties");

        Assert.Contains(JobStateMachine.Table(), document.GetProperty("info").Text("description"), StringComparison.Ordinal);
        Assert.Equal(Words, job.GetProperty("status").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(["idle", "waiting", "working", "pausing"], job.GetProperty("work").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
        Assert.Contains("teacher-unavailable", job.GetProperty("state").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
        Assert.Contains(
            JobStateMachine.Table(), await File.ReadAllTextAsync(Samples.Find("docs/server.md"), ServerTrial.Gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_job_goes_through_is_in_the_table()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department" }, 202)).Text("job")!;
        List<string> seen = ["waiting"];
        foreach (var step in (string[])["pause", "resume", "pause", "resume"])
        {
            seen.Add((await trial.PostAsync($"/api/v1/jobs/{job}/{step}")).Text("status")!);
            await foreach (var told in trial.EventsAsync(job))
            {
                seen.Add(told.Text("status")!);
            }
        }

        Assert.Contains("done", seen);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(
            JobStateMachine.Allows(StandingOf(pair.First), StandingOf(pair.Second)), $"{pair.First} led to {pair.Second}"));
    }

    private static JobStanding StandingOf(string word) => Enum.GetValues<JobStanding>().Single(standing => standing.Word() == word);
}
