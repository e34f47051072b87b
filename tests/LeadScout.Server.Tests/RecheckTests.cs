using System.Text;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Server.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Decisions of a finished job, put to the proof by another LLM over HTTP, and what is offered then.</summary>
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

    [Fact]
    public async Task An_upload_that_is_a_job_keeps_labels_by_its_query()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var csv = Encoding.UTF8.GetBytes("Job Title,department\nFinance person 1,IT\nSales person 0,IT\nIT person 3,Sales\n");
        const string Upload = "/api/v1/jobs/upload?name=given.csv&question=department&keep=department&maxError=0";

        using var taken = await trial.PostBytesAsync(Upload + "&reopen=IT&outColumn=dept", csv);
        var job = await trial.StillAsync((await ServerTrial.JsonAsync(taken, 202)).Text("job")!);
        using var twice = await trial.PostBytesAsync(Upload + "&outColumn=dept&outColumn=department%3Dother", csv);
        using var nothing = await trial.PostBytesAsync(Upload.Replace("keep=department&", "", StringComparison.Ordinal) + "&reopen=IT", csv);

        Assert.Equal(1, job.GetProperty("report").Number("keptRows"));
        Assert.StartsWith("Job Title,department,dept,", await trial.Client.GetStringAsync($"/api/v1/jobs/{job.Text("job")}/result", ServerTrial.Gone), StringComparison.Ordinal);
        Assert.Contains("outColumn can't be 'department=other'", (await ServerTrial.JsonAsync(twice, 400)).Text("detail"), StringComparison.Ordinal);
        Assert.Contains("keep", (await ServerTrial.JsonAsync(nothing, 400)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_offered_keeps_the_options_of_the_old_job_and_gives_its_columns_names_that_are_free()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var list = await trial.UploadAsync(
            "given.csv", Encoding.UTF8.GetBytes("Job Title,department\n" + string.Concat(Titles().Select(title => title.Text + ",IT\n"))));
        var outColumns = new Dictionary<string, string> { ["department"] = "department_2" };
        var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department", maxError = 0.1, limit = 300, maxText = 900, outColumns }, 202)).Text("job")!;
        Assert.Equal("done", (await trial.StillAsync(job)).Text("state"));
        var recheck = (await trial.PostAsync($"/api/v1/jobs/{job}/recheck", new { teacher = "new", maxError = 0.05 }, 202)).Text("job")!;
        Assert.Equal("department_2", (await trial.StillAsync(recheck)).GetProperty("report").GetProperty("certified").GetProperty("columns")[0].Text("column"));

        var offers = (await trial.GetAsync($"/api/v1/jobs/{recheck}/offers")).GetProperty("offers").EnumerateArray().ToDictionary(offer => offer.Text("offer")!);
        var (over, reopen) = (offers["start-over"].GetProperty("request").GetProperty("body"), offers["reopen"].GetProperty("request").GetProperty("body"));

        Assert.Equal((300, 900, "department_2"), (over.Number("limit"), over.Number("maxText"), over.GetProperty("outColumns").Text("department")));
        Assert.Equal((300, 900), (reopen.Number("limit"), reopen.Number("maxText")));
        Assert.Equal(("department_2", "department_2_2"), (reopen.Text("keep"), reopen.GetProperty("outColumns").Text("department")));
        Assert.True(offers["start-over"].GetProperty("forecast").GetProperty("asks").GetProperty("most").GetInt64() <= 300);
        var done = await trial.StillAsync((await trial.PostAsync("/api/v1/jobs", over, 202)).Text("job")!);
        Assert.Equal(("done", 300), (done.Text("state"), done.GetProperty("report").Number("rows")));
    }

    [Fact]
    public async Task A_name_that_the_old_result_has_already_is_not_offered_for_a_column()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var list = await trial.UploadAsync(
            "given.csv", Encoding.UTF8.GetBytes("Job Title,department_2\n" + string.Concat(Titles().Select(title => title.Text + ",IT\n"))));
        var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department", maxError = 0.1 }, 202)).Text("job")!;
        await trial.StillAsync(job);
        var recheck = (await trial.PostAsync($"/api/v1/jobs/{job}/recheck", new { teacher = "new", maxError = 0.05 }, 202)).Text("job")!;
        await trial.StillAsync(recheck);

        var reopen = (await trial.GetAsync($"/api/v1/jobs/{recheck}/offers")).GetProperty("offers").EnumerateArray().Single(offer => offer.Text("offer") == "reopen");

        Assert.Equal("department_3", reopen.GetProperty("request").GetProperty("body").GetProperty("outColumns").Text("department"));
        await TakeAsync(trial, reopen);
    }

    [Fact]
    public async Task What_has_no_price_any_more_is_offered_with_the_reason_and_the_others_as_before()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var job = await ClassifyAsync(trial);
        var begun = await trial.PostAsync($"/api/v1/jobs/{job}/recheck", new { teacher = "new", maxError = 0.05 }, 202);
        await trial.StillAsync(begun.Text("job")!);
        var list = (await trial.GetAsync($"/api/v1/jobs/{job}")).Text("list");
        using var deleted = await trial.Client.DeleteAsync($"/api/v1/lists/{list}", ServerTrial.Gone);
        Assert.True(deleted.IsSuccessStatusCode);

        var offers = (await trial.GetAsync($"/api/v1/jobs/{begun.Text("job")}/offers")).GetProperty("offers").EnumerateArray().ToDictionary(offer => offer.Text("offer")!);

        Assert.Equal(["keep", "correct", "reopen", "start-over"], offers.Keys);
        Assert.Contains($"no price: There is no list '{list}'", offers["start-over"].Text("says"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, offers["start-over"].GetProperty("forecast").ValueKind);
        Assert.True(offers["reopen"].GetProperty("forecast").GetProperty("asks").GetProperty("most").GetInt64() > 0);
    }

    [Fact]
    public async Task The_result_of_a_job_is_taken_in_with_the_column_that_it_wrote_and_read_as_its_list_was()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var csv = Encoding.UTF8.GetBytes("Job Title;department\n" + string.Concat(Titles().Take(8).Select(title => title.Text + ";IT\n")));
        var list = await trial.UploadAsync("given.csv", csv);
        var outColumns = new Dictionary<string, string> { ["department"] = "department_2" };
        var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department", maxError = 0, delimiter = "semicolon", outColumns }, 202)).Text("job")!;
        await trial.StillAsync(job);
        var view = await trial.Services.GetRequiredService<JobService>().ShowAsync(new JobId(job), ServerTrial.Gone);

        var decided = await trial.Services.GetRequiredService<JobRechecks>().TakeInAsync(view.Job, null, ServerTrial.Gone);

        Assert.Equal(("department_2", "department", ";"), (decided.Column, decided.Asked.Name, decided.List.Delimiter));
        Assert.Contains("department_2", decided.List.Columns);
    }

    [Fact]
    public async Task Kept_labels_are_shown_as_kept_before_the_result_is_written()
    {
        using var folder = new Folder();
        await using var trial = await StartAsync(folder);
        var list = await trial.UploadAsync(
            "given.csv",
            Encoding.UTF8.GetBytes("Job Title,department\nFinance person 1,IT\nSales person 0,it\nIT person 3,Sales\nMarketing person 2,\nSales person 4,IT\nSales person 4,Legal\n"));
        var order = new { list, question = "department", keep = "department", reopen = new[] { "Sales" }, outColumns = new Dictionary<string, string> { ["department"] = "dept" }, maxError = 0 };
        await trial.PostAsync("/api/v1/answers/corrections", new { question = "department", corrections = new[] { new { text = "Finance person 1", label = "HR" } } });

        // As of a job that stands still before it has written anything.
        var job = (await trial.PostAsync("/api/v1/jobs", order, 202)).Text("job")!;
        await trial.PostAsync($"/api/v1/jobs/{job}/pause");
        var view = await trial.Services.GetRequiredService<JobService>().ShowAsync(new JobId(job), ServerTrial.Gone);
        File.Delete(Path.GetFullPath(view.Job.OutputName, view.Job.Invocation["folder"]));
        var rows = (await trial.GetAsync($"/api/v1/jobs/{job}/rows")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(("HR", "person"), (rows[0].Text("label"), rows[0].Text("source")));
        Assert.Equal(("IT", "kept"), (rows[1].Text("label"), rows[1].Text("source")));
        Assert.All(rows[2..], row => Assert.NotEqual("kept", row.Text("source")));
        Assert.Equal("kept", (await trial.GetAsync($"/api/v1/jobs/{job}/rows?sort=doubt")).GetProperty("items").EnumerateArray().Last().Text("source"));
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
