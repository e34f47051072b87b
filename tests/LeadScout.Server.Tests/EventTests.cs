using Xunit;

namespace LeadScout.Server.Tests;

public sealed class EventTests
{
    [Fact]
    public async Task A_job_that_runs_to_its_end_tells_no_state_that_it_is_not_in()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));

        for (var seed = 1; seed <= 12; seed++)
        {
            var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department", seed }, 202)).Text("job")!;
            var states = new List<(string State, string Work)>();
            await foreach (var told in trial.EventsAsync(job))
            {
                states.Add((told.Text("state")!, told.Text("work")!));
            }

            Assert.Equal(("done", "idle"), states[^1]);
            Assert.All(states, told => Assert.Contains(told.State, (string[])["running", "done"]));
            Assert.DoesNotContain("running", states.SkipWhile(told => told.State == "running").Select(told => told.State));
        }
    }

    [Fact]
    public async Task A_job_that_goes_on_is_running_and_no_longer_what_it_stopped_as()
    {
        await using var trial = await ServerTrial.StartAsync();
        var job = (await trial.SampleJobAsync()).Text("job")!;

        var again = await trial.PostAsync($"/api/v1/jobs/{job}/resume");
        var last = await trial.StillAsync(job);

        Assert.Equal("done", again.Text("state")); // its result is written out again, and stays what it is
        Assert.Equal(("done", "idle"), (last.Text("state"), last.Text("work")));
    }
}
