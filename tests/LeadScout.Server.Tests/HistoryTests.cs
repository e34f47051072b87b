using Xunit;

namespace LeadScout.Server.Tests;

public sealed class HistoryTests
{
    private static readonly string[] Labels = ["Sales", "Finance", "Marketing"];

    [Fact]
    public async Task The_record_of_a_question_is_told_over_HTTP()
    {
        using var folder = new Folder();
        var titles = Enumerable.Range(0, 400).Select(i => (Text: $"{Labels[i % 3]} person {i}", Label: Labels[i % 3])).ToArray();
        folder.Write("leads.csv", "Job Title\n" + string.Concat(titles.Select(title => title.Text + "\n")));
        var answers = folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(titles.Select(title => $"{title.Text}\t{title.Label}\n")));
        await using var trial = await ServerTrial.StartAsync(options => options with { Teacher = "recorded:" + answers });
        var list = await trial.UploadAsync("leads.csv", folder.Read("leads.csv"));
        var id = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department", maxError = 0.1 }, 202)).Text("job")!;
        var job = await trial.StillAsync(id);

        var history = await trial.GetAsync("/api/v1/questions/department/history");
        await trial.GetAsync("/api/v1/questions/none/history", 404);

        var line = Assert.Single(history.GetProperty("jobs").EnumerateArray());
        var audits = job.GetProperty("report").GetProperty("certificate").Number("audits");
        Assert.True(audits > 0);
        Assert.Equal((id, audits), (line.Text("job"), line.Number("audits")));
        Assert.False(history.GetProperty("drift").GetBoolean());
    }
}
