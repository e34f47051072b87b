using Xunit;

namespace LeadScout.Server.Tests;

public sealed class LabelBudgetTests
{
    [Fact]
    public async Task A_job_with_budgets_by_label_is_the_command_lines_and_tells_what_it_has_proven()
    {
        await using var trial = await ServerTrial.StartAsync();
        File.Copy(Samples.Leads, trial.Folder["leads.csv"]);
        var run = await LeadScoutProcess.RunAsync(
            trial.Folder.Path, null, "classify", "leads.csv", "--question", "department", "--teacher", "recorded:" + Samples.Answers,
            "--max-error", "10%", "--max-error", "Sales=20%", "--min-recall", "Sales=80%", "--db", "other.db");
        Assert.Equal(0, run.ExitCode);

        var job = await trial.SampleJobAsync(new { maxError = 0.1, labelBudgets = new[] { new { label = "Sales", maxError = 0.2, minRecall = 0.8 } } });

        Assert.Equal(trial.Folder.Read("leads.labelled.csv"), await trial.ResultAsync(job.Text("job")!));
        var sales = job.GetProperty("report").GetProperty("certificate").GetProperty("labels").EnumerateArray().Single(label => label.Text("label") == "Sales");
        Assert.Equal((0.2, 0.8, true), (sales.GetProperty("maxError").GetDouble(), sales.GetProperty("minRecall").GetDouble(), sales.GetProperty("holds").GetBoolean()));
    }

    [Theory]
    [InlineData("{\"label\": \"Sale\", \"maxError\": 0.1}", "Did you mean 'Sales'")]
    [InlineData("{\"label\": \"Slaes\", \"maxError\": 0.1}", "Did you mean 'Sales'")]
    [InlineData("{\"label\": \"Sales\", \"maxError\": 1}", "maxError can't be '1'")]
    [InlineData("{\"label\": \"Sales\", \"minRecall\": 0}", "minRecall can't be '0'")]
    [InlineData("{\"maxError\": 0.1}", "label can't be ''")]
    [InlineData("{\"label\": \"Sales\"}", "State one")]
    [InlineData("{\"label\": \"Sales\", \"maxeror\": 0.1}", "'maxeror'", 422)]
    public async Task What_is_no_budget_of_a_label_is_refused(string budget, string says, int status = 400)
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", "Job Title\nCFO\nRecruiter\n"u8.ToArray());

        using var content = new StringContent(
            $"{{\"list\": \"{list}\", \"question\": \"department\", \"labelBudgets\": [{budget}]}}", System.Text.Encoding.UTF8, "application/json");
        using var response = await trial.Client.PostAsync("/api/v1/jobs", content, ServerTrial.Gone);

        var problem = await ServerTrial.JsonAsync(response, status);
        Assert.Contains(says, problem.Text("detail"), StringComparison.Ordinal);
    }
}
