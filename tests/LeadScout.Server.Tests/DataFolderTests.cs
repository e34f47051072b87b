using System.Runtime.Versioning;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>What clients can name, where it ends up, and who may read it.</summary>
public sealed class DataFolderTests
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Every_file_of_the_server_is_its_owners_alone_even_in_a_folder_that_was_open()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes: access comes from the folder.");
        using var folder = new Folder();
        Directory.CreateDirectory(
            folder["data"],
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var trial = await ServerTrial.StartAsync(folder: folder, keepsFolder: true);
        await trial.SampleJobAsync();
        await trial.PostAsync(
            "/api/v1/questions", new { yaml = "name: mine\nask: Which?\ntext: \"{Job Title}\"\nlabels: [Yes it is, No]\n" }, 201);

        var files = Directory.EnumerateFiles(
            folder["data"], "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = default })
            .Append(folder["leadscout.db"])
            .ToArray();

        Assert.True(files.Length >= 6, string.Join('\n', files));
        Assert.All(files, file => Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file))));
        Assert.All(Directory.EnumerateDirectories(folder["data"], "*", SearchOption.AllDirectories), inside => Assert.Equal(
            (inside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), (inside, File.GetUnixFileMode(inside))));
    }

    [Theory]
    [InlineData("list.json")]
    [InlineData("LIST.json")]
    [InlineData("question.json")]
    [InlineData("leads.labelled.json")]
    public async Task A_list_called_as_a_file_of_the_servers_own_stays_as_it_came(string name)
    {
        await using var trial = await ServerTrial.StartAsync();
        var bytes = "[{\"Job Title\":\"CFO\"},{\"Job Title\":\"Recruiter\"}]"u8.ToArray();

        var list = await trial.UploadAsync(name, bytes);
        var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department" }, 202)).Text("job")!;
        var done = await trial.StillAsync(job);

        Assert.Equal("done", done.Text("state"));
        Assert.Equal(bytes, trial.Folder.Read($"data/lists/{list}/{name}"));
        Assert.NotEqual(bytes, await trial.ResultAsync(job));
        Assert.Equal(name, (await trial.GetAsync($"/api/v1/lists/{list}")).GetProperty("list").Text("name"));
    }

    [Fact]
    public async Task A_list_of_an_earlier_server_is_still_found()
    {
        using var folder = new Folder();
        string list;
        await using (var trial = await ServerTrial.StartAsync(folder: folder, keepsFolder: true))
        {
            list = await trial.UploadAsync("leads.csv", "Job Title\nCFO\n"u8.ToArray());
            File.Move(folder[$"data/lists/{list}/.list.json"], folder[$"data/lists/{list}/list.json"]);

            Assert.Equal(1, (await trial.GetAsync("/api/v1/lists")).Number("total"));
            Assert.Equal(list, await trial.UploadAsync("leads.csv", "Job Title\nCFO\n"u8.ToArray()));
        }
    }

    [Fact]
    public async Task A_folder_in_which_nothing_can_be_made_is_refused_by_its_option()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A folder that nobody can write in, not even the superuser.");
        using var folder = new Folder();
        var options = new ServerOptions { Database = folder["leadscout.db"], DataFolder = "/proc/self/fd", Environment = _ => null };

        var error = await Assert.ThrowsAsync<BadInputException>(async () => await ServerHost.Build(options).DisposeAsync());

        Assert.Contains(error.Remedies, remedy => remedy.Setting == Setting.DataFolder);
    }

    [Theory]
    [InlineData("data/lists/jobs.db")]
    [InlineData("data/results/a.db")]
    [InlineData("data/lists")]
    [InlineData("data/questions/../questions/a.yaml")]
    public async Task A_database_among_files_that_come_and_go_is_refused(string database)
    {
        using var folder = new Folder();

        var refused = await Assert.ThrowsAsync<BadInputException>(
            () => ServerTrial.StartAsync(options => options with { Database = folder[database] }, folder));

        Assert.Contains(refused.Remedies, remedy => remedy.Setting == Setting.Store);
        Assert.False(File.Exists(folder[database]));
    }

    [Theory]
    [InlineData("list", "../../leadscout.db")]
    [InlineData("list", "/etc/passwd")]
    [InlineData("question", "../../leadscout")]
    [InlineData("question", "/etc/passwd")]
    [InlineData("teacher", "recorded:/etc/passwd")]
    [InlineData("teacher", "recorded:../leadscout.db")]
    [InlineData("escalate", "recorded:/etc/passwd")]
    [InlineData("teacher", "RECORDED:/etc/passwd")]
    public async Task A_job_names_ids_and_no_path(string field, string path)
    {
        await using var trial = await ServerTrial.StartAsync();
        var request =
            new Dictionary<string, object> { ["list"] = await trial.UploadAsync("leads.csv", "Job Title\nCFO\n"u8.ToArray()), ["question"] = "department", [field] = path };

        await trial.PostAsync("/api/v1/jobs", request, field is "list" or "question" ? 404 : 403);

        Assert.False(Directory.Exists(trial.Folder["data/results"]));
    }
}
