using System.Net.Http.Json;
using System.Text.Json;
using LeadScout.Questions;
using LeadScout.StandIn;
using Microsoft.Playwright;

namespace LeadScout.Dashboard.Tests;

/// <summary>A stand-in teacher, a server, and a folder for both; all gone with the test.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-dashboard-");
    private readonly Gate _gate;

    private Stage(Gate gate) => _gate = gate;

    /// <summary>The stand-in.</summary>
    public StandInServer Teacher { get; private set; } = null!;

    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>The folder of database, data and list.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The list, to be uploaded.</summary>
    public string List => Path.Combine(Folder, "titles.csv");

    /// <summary>Puts it up.</summary>
    /// <param name="calls">The teacher answers so many calls, and then waits to be told to go on; all unless given.</param>
    /// <param name="options">Further options of the server, given the stand-in; none unless given.</param>
    public static async Task<Stage> SetAsync(int? calls = null, Func<StandInServer, string[]>? options = null)
    {
        var gate = new Gate(calls ?? int.MaxValue);
        var stage = new Stage(gate);
        await File.WriteAllTextAsync(stage.List, Lists.Csv);
        stage.Teacher = await StandInServer.StartAsync(
            new StandInOptions { Answers = Lists.Answers(stage.Folder), Before = gate.PassAsync });
        stage.Server = await ServerProcess.StartAsync(stage.Folder, stage.Teacher.Url, more: options?.Invoke(stage.Teacher) ?? []);
        return stage;
    }

    /// <summary>Puts it up for somebody who has neither a key nor a teacher.</summary>
    public static async Task<Stage> SetWithoutTeacherAsync()
    {
        var stage = new Stage(new Gate(int.MaxValue));
        stage.Teacher = await StandInServer.StartAsync(new StandInOptions { Answers = Lists.Answers(stage.Folder) });
        stage.Server = await ServerProcess.StartWithoutTeacherAsync(stage.Folder);
        return stage;
    }

    /// <summary>Waits until the teacher holds a call back: from then on one is in flight until <see cref="Release"/>.</summary>
    public Task HoldsAsync() => _gate.Holds.WaitAsync(Xunit.TestContext.Current.CancellationToken);

    /// <summary>Lets the teacher answer all that it is asked.</summary>
    public void Release() => _gate.Open();

    /// <summary>Kills the server as a crash would, and starts it again at the same address.</summary>
    public async Task CrashAsync(Action between)
    {
        var url = Server.Url;
        await Server.DisposeAsync();
        between();
        Server = await ServerProcess.StartAsync(Folder, Teacher.Url, url);
    }

    /// <summary>Uploads the list and writes the question, through the browser.</summary>
    public async Task OrderAsync(IPage page)
    {
        await page.GotoAsync("/new");
        await ChooseAsync(page, List);
        await page.GetByLabel("Question", new() { Exact = true })
            .SelectOptionAsync(new SelectOptionValue { Label = "A question of my own …" });
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("team");
        await page.GetByLabel("What to ask", new() { Exact = true }).FillAsync(Lists.Ask);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Job Title" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a label" }).ClickAsync();
        foreach (var (number, (label, means)) in Lists.Labels.Index())
        {
            await page.GetByLabel($"Label {number + 1}", new() { Exact = true }).FillAsync(label);
            await page.GetByLabel($"Meaning of label {number + 1}").FillAsync(means);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the question" }).ClickAsync();
        await page.GetByText("Texts to ask", new() { Exact = true }).WaitForAsync();
    }

    /// <summary>Keeps a question, in the server and as a file beside the list.</summary>
    public async Task KeepQuestionAsync(string name, string text)
    {
        using var client = new HttpClient();
        await File.WriteAllTextAsync(Path.Combine(Folder, name + ".yaml"), Lists.YamlOf(name, text));
        using var kept = await client.PostAsJsonAsync(
            new Uri(new Uri(Server.Url), "/api/v1/questions"), new { yaml = Lists.YamlOf(name, text) });
        kept.EnsureSuccessStatusCode();
    }

    /// <summary>Somebody corrects a text over the API.</summary>
    public async Task CorrectAsync(string question, string text, string label)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Server.Url) };
        using var corrected = await client.PostAsJsonAsync(
            "/api/v1/answers/corrections", new { question, corrections = new[] { new { text, label } } });
        corrected.EnsureSuccessStatusCode();
    }

    /// <summary>Somebody says over the API that a text which a job asked has another label; the text, its label, and the other one.</summary>
    public async Task<(string Text, string Label, string Other)> CorrectAnAnswerAsync(string job)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Server.Url) };
        var row = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{job}/rows?source=teacher&take=1")).GetProperty("items")[0];
        var (text, label) = (row.GetProperty("text").GetString()!, row.GetProperty("label").GetString()!);
        var other = Lists.Labels.First(named => named.Label != label).Label;
        await CorrectAsync("team", text, other);
        return (text, label, other);
    }

    /// <summary>Uploads a list through the browser, up to where a question is chosen.</summary>
    public async Task UploadAsync(IPage page, string name, string csv)
    {
        var path = Path.Combine(Folder, name);
        await File.WriteAllTextAsync(path, csv);
        await page.GotoAsync("/new");
        await ChooseAsync(page, path);
        await page.GetByLabel("Question", new() { Exact = true }).WaitForAsync();
    }

    private static async Task ChooseAsync(IPage page, string path)
    {
        var input = page.GetByLabel("Choose a list");
        await Assertions.Expect(input).ToBeEnabledAsync();
        await input.SetInputFilesAsync(path);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Release();
        await Server.DisposeAsync();
        await Teacher.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
