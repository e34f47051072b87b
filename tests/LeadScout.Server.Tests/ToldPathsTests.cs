using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Files that go while a server runs: a client is told which, and never where on the machine they lay.</summary>
public sealed class ToldPathsTests : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private ServerTrial _trial = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["answers.tsv", "second.tsv"])
        {
            File.Copy(Samples.Answers, _folder[name]);
        }

        _trial = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _trial.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("answers.tsv", null)]
    [InlineData("answers.tsv", "text\tnothing\n")]
    [InlineData("second.tsv", null)]
    public async Task A_recording_that_goes_while_the_server_runs(string name, string? instead)
    {
        var list = await _trial.UploadAsync("leads.csv", "Job Title\nCFO\nRecruiter\n"u8.ToArray());
        File.Delete(_folder[name]);
        if (instead is not null)
        {
            _folder.Write(name, instead);
        }

        var order = new Dictionary<string, object?> { ["list"] = list, ["question"] = "department", ["escalate"] = "recorded:second.tsv" };
        order["escalate"] = name == "second.tsv" ? "recorded:" + _folder[name] : null;
        await ToldAsync("/api/v1/estimate", order, 400, name);
        await ToldAsync("/api/v1/jobs", order, 400, name);
        if (name == "answers.tsv")
        {
            await ToldAsync("/api/v1/classify", new { question = "department", text = "CFO" }, 400, name);
        }
    }

    [Fact]
    public async Task A_recording_that_goes_before_a_job_goes_on()
    {
        var job = (await _trial.SampleJobAsync(new { maxCostUsd = 1 })).Text("job")!;
        File.Delete(_folder["answers.tsv"]);

        using (await _trial.Client.PostAsJsonAsync($"/api/v1/jobs/{job}/resume", new { }, ServerTrial.Gone))
        {
            await _trial.StillAsync(job);
        }

        await ShowsAsync($"/api/v1/jobs/{job}");
        await ShowsAsync($"/api/v1/jobs?take=5");
    }

    [Fact]
    public async Task A_list_a_question_and_a_result_that_go()
    {
        var job = (await _trial.SampleJobAsync()).Text("job")!;
        var list = (await _trial.GetAsync("/api/v1/lists")).GetProperty("items")[0].Text("id")!;
        await _trial.PostAsync("/api/v1/questions", new { yaml = "name: mine\nask: Which?\ntext: \"{Job Title}\"\nlabels: [Yes it is, No]\n" }, 201);
        File.WriteAllText(_folder["data/questions/mine.yaml"], "name: [\n");
        Directory.Delete(_folder["data/results"], recursive: true);
        File.Delete(Directory.GetFiles(_folder[$"data/lists/{list}"], "*.csv").Single());

        await ToldAsync("/api/v1/estimate", new { list, question = "department" }, null, "leads.csv");
        await ToldAsync("/api/v1/jobs", new { list, question = "department" }, null, "leads.csv");
        foreach (var path in (string[])
            [$"jobs/{job}", $"jobs/{job}/rows", $"jobs/{job}/rows/1", $"jobs/{job}/result", $"jobs/{job}/offers", $"lists/{list}", $"lists/{list}/preview",
            "questions/mine", "questions", "estimate", "analytics", "settings"])
        {
            await ShowsAsync("/api/v1/" + path);
        }
    }

    [Fact]
    public async Task A_job_of_the_command_line_in_a_folder_of_its_own()
    {
        await _trial.DisposeAsync(); // one process at a time writes
        using var elsewhere = new Folder();
        elsewhere.Write("leads.csv", "Job Title\nCFO\nRecruiter\n");
        var run = await LeadScoutProcess.RunAsync(
            elsewhere.Path, null, "classify", elsewhere["leads.csv"], "--out", elsewhere["out.csv"], "--question", "department", "--teacher", "recorded:" + Samples.Answers,
            "--db", _folder["leadscout.db"], "--format", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        _trial = await StartAsync();
        var job = JsonDocument.Parse(run.Out).RootElement.Text("job")!;

        var shown = await _trial.GetAsync($"/api/v1/jobs/{job}");
        Assert.Equal(("leads.csv", "out.csv"), (shown.Text("input"), shown.Text("output")));
        File.Delete(elsewhere["leads.csv"]);
        foreach (var path in (string[])[$"jobs/{job}", "jobs", $"jobs/{job}/rows", $"jobs/{job}/result"])
        {
            await ShowsAsync("/api/v1/" + path, elsewhere.Path);
        }

        await ToldAsync($"/api/v1/jobs/{job}/resume", new { }, null, job);
    }

    [Fact]
    public async Task Embeddings_whose_add_on_is_not_installed()
    {
        var list = await _trial.UploadAsync("leads.csv", "Job Title\nCFO\nRecruiter\n"u8.ToArray());
        using var response = await _trial.Client.PostAsJsonAsync("/api/v1/estimate", new { list, question = "department", embeddings = "local" }, ServerTrial.Gone);

        Assert.DoesNotContain(AppContext.BaseDirectory, await response.Content.ReadAsStringAsync(ServerTrial.Gone), StringComparison.Ordinal);
    }

    private Task<ServerTrial> StartAsync() => ServerTrial.StartAsync(
        options => options with { Teacher = "recorded:" + _folder["answers.tsv"], Escalate = "recorded:" + _folder["second.tsv"] }, _folder, keepsFolder: true);

    private async Task ToldAsync(string path, object body, int? status, string name)
    {
        using var response = await _trial.Client.PostAsJsonAsync(path, body, ServerTrial.Gone);
        var text = await response.Content.ReadAsStringAsync(ServerTrial.Gone);

        Assert.True((int)response.StatusCode >= 400 && (status is null || (int)response.StatusCode == status), $"{path}: {(int)response.StatusCode} {text}");
        Assert.Contains(name, text, StringComparison.Ordinal);
        HoldsNoPath(path, text, _folder.Path);
    }

    private async Task ShowsAsync(string path, string? folder = null)
    {
        using var response = await _trial.Client.GetAsync(path, ServerTrial.Gone);
        HoldsNoPath(path, await response.Content.ReadAsStringAsync(ServerTrial.Gone), folder ?? _folder.Path);
    }

    private static void HoldsNoPath(string path, string text, string folder) => Assert.False(
        text.Contains(Path.GetFileName(folder), StringComparison.Ordinal), $"{path} says: {text}");
}
