using System.Text;
using System.Text.Json;
using LeadScout.Application.Jobs;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Decisions of a finished job, put to the proof by another teacher over HTTP, and what is offered then.</summary>
public sealed class RecheckTests
{
    private static readonly string[] Labels = ["Sales", "Finance", "Marketing", "IT"];

    [Fact]
    public async Task A_recheck_is_estimated_started_and_offers_what_can_be_done_by_requests_that_work()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var job = await ClassifyAsync(trial);

        var estimate = await trial.PostAsync($"/api/v1/jobs/{job}/recheck/estimate", new { teacher = "new", maxError = 0.05 });
        var begun = await trial.PostAsync(
            $"/api/v1/jobs/{job}/recheck", new { teacher = "new", maxError = 0.05, labelBudgets = new[] { new { label = "Sales", maxError = 0.2 } } }, 202);
        var recheck = await trial.StillAsync(begun.Text("job")!);
        var offers = await trial.GetAsync($"/api/v1/jobs/{begun.Text("job")}/offers");

        Assert.True(estimate.GetProperty("left").GetProperty("asks").GetProperty("most").GetInt64() > 0);
        var column = recheck.GetProperty("report").GetProperty("certified").GetProperty("columns")[0];
        Assert.Equal(("done", job, "refuted"), (recheck.Text("state"), recheck.Text("rechecks"), column.Text("verdict")));
        Assert.True(column.GetProperty("labels").EnumerateArray().Single(label => label.Text("label") == "Sales").GetProperty("holds").GetBoolean());
        Assert.Equal((job, "refuted", "Finance"), (offers.Text("job"), offers.Text("verdict"), Assert.Single(offers.GetProperty("movedLabels").EnumerateArray()).GetString()));
        Assert.Equal(["keep", "correct", "reopen", "start-over"], offers.GetProperty("offers").EnumerateArray().Select(offer => offer.Text("offer")));
        foreach (var offer in offers.GetProperty("offers").EnumerateArray().Where(offer => offer.GetProperty("request").ValueKind == JsonValueKind.Object))
        {
            await TakeAsync(trial, offer);
        }
    }

    [Fact]
    public async Task What_can_not_be_rechecked_is_refused()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var job = await ClassifyAsync(trial);

        var same = await trial.PostAsync($"/api/v1/jobs/{job}/recheck", new { }, 409);
        var unknown = await trial.PostAsync($"/api/v1/jobs/{job}/recheck", new { teacher = "new", maxErorr = 0.05 }, 422);
        var other = await trial.PostAsync($"/api/v1/jobs/{job}/recheck", new { teacher = "new", question = "seniority" }, 400);
        var outside = await trial.PostAsync($"/api/v1/jobs/{job}/recheck", new { teacher = "new", maxAudits = 0 }, 400);
        await trial.PostAsync("/api/v1/jobs/000000000000/recheck", new { teacher = "new" }, 404);
        var offers = await trial.GetAsync($"/api/v1/jobs/{job}/offers", 409);

        Assert.Equal(("nothing-new", "unknown-field", "no-recheck"), (same.Text("code"), unknown.Text("code"), offers.Text("code")));
        Assert.Contains("Did you mean 'maxError'?", unknown.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("has other labels than the decisions", other.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("maxAudits can't be 0", outside.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_has_labels_keeps_those_that_are_not_reopened()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var list = await trial.UploadAsync("given.csv", Encoding.UTF8.GetBytes("Job Title,department\nFinance person 1,IT\nSales person 0,IT\nIT person 3,Sales\nMarketing person 2,\n"));

        var begun = await trial.PostAsync(
            "/api/v1/jobs",
            new { list, question = "department", keep = "department", reopen = new[] { "IT" }, outColumns = new Dictionary<string, string> { ["department"] = "dept" }, maxError = 0 },
            202);
        var job = await trial.StillAsync(begun.Text("job")!);
        var misplaced = await trial.PostAsync("/api/v1/jobs", new { list, question = "department", reopen = new[] { "IT" } }, 400);
        var rows = await trial.GetAsync($"/api/v1/jobs/{begun.Text("job")}/rows");

        Assert.Equal((1, 0), (job.GetProperty("report").Number("keptRows"), job.GetProperty("report").Number("undecidedRows")));
        Assert.Equal(["Finance", "Sales", "Sales", "Marketing"], rows.GetProperty("items").EnumerateArray().Select(row => row.Text("label")));
        Assert.Equal("kept", rows.GetProperty("items")[2].Text("source"));
        Assert.Contains("keep", misplaced.Text("detail"), StringComparison.Ordinal);
    }

    private static async Task TakeAsync(ServerTrial trial, JsonElement offer)
    {
        var request = offer.GetProperty("request");
        if (request.Text("method") == "GET")
        {
            using var result = await trial.Client.GetAsync(request.Text("path"), ServerTrial.Gone);
            Assert.Contains("department_corrected", await result.Content.ReadAsStringAsync(ServerTrial.Gone), StringComparison.Ordinal);
            return;
        }

        Assert.True(offer.GetProperty("forecast").GetProperty("asks").GetProperty("most").GetInt64() > 0);
        var done = await trial.StillAsync((await trial.PostAsync(request.Text("path")!, request.GetProperty("body"), 202)).Text("job")!);
        Assert.Equal("done", done.Text("state"));
        Assert.Equal(offer.Text("offer") == "reopen", done.GetProperty("report").TryGetProperty("keptRows", out _));
    }

    private static async Task<string> ClassifyAsync(ServerTrial trial)
    {
        var list = await trial.UploadAsync("leads.csv", Encoding.UTF8.GetBytes("Job Title\n" + string.Concat(Titles().Select(title => title.Text + "\n"))));
        var id = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department", maxError = 0.1 }, 202)).Text("job")!;
        Assert.Equal("done", (await trial.StillAsync(id)).Text("state"));
        return id;
    }

    private static async Task<ServerTrial> StartAsync(Folder folder)
    {
        var (old, moved) = (Recorded(folder, "old", label => label), Recorded(folder, "new", label => label == "Finance" ? "Legal" : label));
        return await ServerTrial.StartAsync(options => options with
        {
            Teacher = old,
            Teachers = options.Teachers.Add("new", new NamedTeacher(moved, null, new TeacherSettings(), new StatedPrices())),
        });
    }

    private static string Recorded(Folder folder, string name, Func<string, string> label) => "recorded:" + folder.Write(
        name + ".tsv", "text\tlabel\n" + string.Concat(Titles().Select(title => $"{title.Text}\t{label(title.Label)}\n")));

    private static IEnumerable<(string Text, string Label)> Titles() =>
        Enumerable.Range(0, 400).Select(i => ($"{Labels[i % 4]} person {i}", Labels[i % 4]));
}
