using System.Text;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Labels that a list already has, put to the proof over HTTP.</summary>
public sealed class CertifyTests
{
    [Fact]
    public async Task A_job_gives_a_verdict_and_its_result_is_the_list_with_corrections()
    {
        await using var trial = await ServerTrial.StartAsync();
        var labelled = await LabelledAsync(trial);
        var list = await trial.UploadAsync("vendor.csv", labelled);

        var begun = await trial.PostAsync(
            "/api/v1/jobs", new { list, question = "department", column = "Job Title", labelColumns = new[] { "dept" }, unknownLabels = "wrong", maxError = 0.05 }, expected: 202);
        var job = await trial.StillAsync(begun.Text("job")!);

        var certified = job.GetProperty("report").GetProperty("certified");
        Assert.Equal(("done", "refuted"), (job.Text("state"), certified.Text("verdict")));
        Assert.Equal((398, 2), (certified.Number("rows"), certified.Number("leftOutRows"))); // two have no text
        var result = Encoding.UTF8.GetString(await trial.ResultAsync(begun.Text("job")!));
        Assert.EndsWith(",dept_corrected,dept_checked", result.Split('\n')[0].TrimEnd('\r'), StringComparison.Ordinal);
        var rows = await trial.GetAsync($"/api/v1/jobs/{begun.Text("job")}/rows?take=1");
        Assert.Equal(1, rows.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_is_proven_of_each_label_and_of_budgets_by_label_is_in_the_result()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("vendor.csv", await LabelledAsync(trial));

        var begun = await trial.PostAsync(
            "/api/v1/jobs",
            new
            {
                list,
                question = "department",
                column = "Job Title",
                labelColumns = new[] { "dept" },
                labelMap = new Dictionary<string, string> { ["Vertrieb"] = "Sales" },
                unknownLabels = "skip",
                labelBudgets = new[] { new { label = "Sales", maxError = 0.2, minRecall = 0.8 } },
                maxError = 0.05,
            },
            expected: 202);
        var report = (await trial.StillAsync(begun.Text("job")!)).GetProperty("report");

        var column = report.GetProperty("certified").GetProperty("columns")[0];
        Assert.Equal(("proven", "proven"), (column.Text("verdict"), column.Text("listVerdict")));
        var sales = column.GetProperty("labels").EnumerateArray().Single(label => label.Text("label") == "Sales");
        Assert.Equal((0.2, true, false), (sales.GetProperty("maxError").GetDouble(), sales.GetProperty("holds").GetBoolean(), sales.GetProperty("isRefuted").GetBoolean()));
        Assert.Equal(column.GetProperty("labels").GetArrayLength(), report.GetProperty("certificate").GetProperty("labels").GetArrayLength());
    }

    [Fact]
    public async Task Labels_that_the_question_does_not_have_are_refused_in_the_fields_of_the_api()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("vendor.csv", Encoding.UTF8.GetBytes("Job Title,dept\nCFO,Geld\n"));

        var begun = await trial.PostAsync("/api/v1/estimate", new { list, question = "department", labelColumns = new[] { "dept" } }, expected: 400);
        var misplaced = await trial.PostAsync("/api/v1/jobs", new { list, question = "department", maxAudits = 5 }, expected: 400);

        Assert.Equal("label-unknown", begun.Text("reason"));
        Assert.Contains("unknownLabels", begun.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("labelColumns", misplaced.Text("detail"), StringComparison.Ordinal);
    }

    private static async Task<byte[]> LabelledAsync(ServerTrial trial)
    {
        var labelled = await trial.ResultAsync((await trial.SampleJobAsync()).Text("job")!);
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(labelled)
            .Replace(",department,department_confidence,department_source", ",dept,sure,by", StringComparison.Ordinal)
            .Replace("Sales,1,teacher", "Vertrieb,1,teacher", StringComparison.Ordinal));
    }
}
