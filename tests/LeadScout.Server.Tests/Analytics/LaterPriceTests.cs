using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Server.Workspaces;
using LeadScout.StandIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Analytics;

/// <summary>What the ledger of a job knows beside its report, as the API tells it: of a price that became known later, and of a job that was killed.</summary>
public sealed class LaterPriceTests : IAsyncLifetime
{
    private StandInServer _teacher = null!;
    private ServerTrial _trial = null!;

    public async ValueTask InitializeAsync()
    {
        _teacher = await StandInServer.StartAsync(new StandInOptions());
        _trial = await ServerTrial.StartAsync(options => options with { Teacher = "openai:unheard-of", TeacherUrl = _teacher.Url.ToString() });
    }

    public async ValueTask DisposeAsync()
    {
        await _trial.DisposeAsync();
        await _teacher.DisposeAsync();
    }

    [Fact]
    public async Task What_was_asked_before_its_price_was_known_is_priced_in_status_lists_and_analytics_once_it_is()
    {
        var job = await RunAsync();
        var before = (await _trial.GetAsync($"/api/v1/jobs/{job}")).GetProperty("report");
        var unpriced = (await CostsAsync()).Number("unpricedCalls");

        await ChangeAsync(job, kept => kept with { Invocation = kept.Invocation.SetItem("price-in", "1").SetItem("price-out", "4") });

        var cost = (before.Number("inputTokens") + (4 * before.Number("outputTokens"))) / 1e6m;
        Assert.Equal((JsonValueKind.Null, true), (before.GetProperty("costUsd").ValueKind, unpriced > 0));
        Assert.Equal(cost, CostOf((await _trial.GetAsync($"/api/v1/jobs/{job}")).GetProperty("report")));
        Assert.Equal(cost, CostOf((await _trial.GetAsync("/api/v1/jobs")).GetProperty("items")[0].GetProperty("report")));
        Assert.Equal((cost, 0), (CostOf(await CostsAsync()), (await CostsAsync()).Number("unpricedCalls")));
        Assert.Equal(cost, CostOf((await _trial.GetAsync("/api/v1/analytics/savings"))[0]));
        Assert.Equal(cost, CostOf((await _trial.GetAsync("/api/v1/analytics/lists")).GetProperty("items")[0]));
        var labels = (await _trial.GetAsync("/api/v1/analytics/insight?question=department")).GetProperty("labels").EnumerateArray();
        Assert.InRange(labels.Sum(label => label.GetProperty("costUsd").GetDecimal()), cost * 0.99m, cost * 1.01m);
    }

    [Fact]
    public async Task Of_a_job_that_was_killed_before_its_first_report_the_ledger_tells_what_it_can_and_the_rest_is_unknown()
    {
        _teacher.Script("ok", "close");
        var job = await RunAsync();
        var done = (await _trial.GetAsync($"/api/v1/jobs/{job}")).GetProperty("report");
        await ChangeAsync(job, kept => kept with { State = JobState.Running, Report = null });

        foreach (var killed in new[] { await _trial.GetAsync($"/api/v1/jobs/{job}"), (await _trial.GetAsync("/api/v1/jobs")).GetProperty("items")[0] })
        {
            var report = killed.GetProperty("report");
            Assert.Equal("interrupted", killed.Text("state"));
            Assert.True(report.Number("failedCalls") > 0);
            foreach (var field in (string[])["calls", "askedTexts", "failedCalls", "lostCalls", "uncountedCalls", "notBilledCalls", "possiblyBilledCalls", "inputTokens"])
            {
                Assert.Equal((field, done.Number(field)), (field, report.Number(field)));
            }

            foreach (var field in (string[])["rows", "distinctTexts", "undecidedRows", "rowsBySource", "seconds", "patternsPerCall"])
            {
                Assert.Equal((field, JsonValueKind.Null), (field, report.GetProperty(field).ValueKind));
            }
        }
    }

    private static decimal CostOf(JsonElement of) => of.GetProperty("costUsd").GetDecimal();

    private async Task<JsonElement> CostsAsync() => (await _trial.GetAsync("/api/v1/analytics/costs?by=list"))[0];

    private async Task<string> RunAsync()
    {
        var list = await _trial.UploadAsync("leads.csv", "Job Title\nCFO\nRecruiter\nHofnarr\n"u8.ToArray());
        var job = (await _trial.PostAsync("/api/v1/jobs", new { list, question = "department", rowsPerCall = 1, concurrency = 1, maxError = 0 }, 202)).Text("job")!;
        Assert.Equal("done", (await _trial.StillAsync(job)).Text("state"));
        return job;
    }

    private async Task ChangeAsync(string id, Func<Job, Job> change)
    {
        var store = _trial.Services.GetRequiredService<ServerWorkspace>().Store;
        await store.SaveAsync(change((await store.FindAsync(new JobId(id), ServerTrial.Gone))!), ServerTrial.Gone);
    }
}
