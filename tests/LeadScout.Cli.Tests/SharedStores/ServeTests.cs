using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests.SharedStores;

/// <summary><c>serve --store postgres://...</c>: a job, single texts, corrections, events and a restart, and what two servers know of one another.</summary>
public sealed class ServeTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_over_a_shared_store_runs_a_job_tells_of_it_and_goes_on_after_a_restart()
    {
        await using var teacher = await TeacherAsync();
        var address = await NewAddressAsync();
        string id;
        await using (var server = await ServingProcess.StartAsync(_folder.Path, address, "data", teacher.Url))
        {
            using var csv = new ByteArrayContent(Encoding.UTF8.GetBytes(TitleList.Invented.Csv));
            csv.Headers.ContentType = new("application/octet-stream");
            var list = await server.PostAsync("lists?name=titles.csv", csv);
            await server.PostAsync("questions", JsonContent.Create(new { yaml = TitleList.Invented.Question }));
            var job = await server.PostAsync("jobs", JsonContent.Create(new { list = list.GetProperty("id").GetString(), question = "group", maxError = 0.05 }));
            id = job.GetProperty("job").GetString()!;
            var events = await server.ReadEventsAsync($"jobs/{id}/events");
            Assert.Contains("\"done\"", events);
            var single = await server.PostAsync("classify", JsonContent.Create(new { question = "group", text = "Head of Sales" }));
            Assert.NotNull(single.GetProperty("label").GetString());
        }

        var calls = teacher.Calls.Length;
        await using (var server = await ServingProcess.StartAsync(_folder.Path, address, "data", teacher.Url))
        {
            Assert.Equal("done", (await server.GetAsync($"jobs/{id}")).GetProperty("state").GetString());
            var again = await server.PostAsync("classify", JsonContent.Create(new { question = "group", text = "Head of Sales" }));
            Assert.Contains(again.GetProperty("source").GetString(), new[] { "exact", "rule" });
        }

        Assert.Equal(calls, teacher.Calls.Length);
    }

    [Fact]
    public async Task What_a_person_says_on_one_server_decides_on_the_other_without_its_being_asked_about_it()
    {
        await using var teacher = await TeacherAsync();
        var address = await NewAddressAsync();
        await using var one = await ServingProcess.StartAsync(_folder.Path, address, "one", teacher.Url);
        await using var other = await ServingProcess.StartAsync(_folder.Path, address, "other", teacher.Url);
        foreach (var server in new[] { one, other })
        {
            await server.PostAsync("questions", JsonContent.Create(new { yaml = TitleList.Invented.Question }));
            await server.PostAsync("classify", JsonContent.Create(new { question = "group", text = "Head of Sales" }));
        }

        Assert.Single(teacher.Calls);
        var first = await LabelAsync(other);
        var wanted = (await other.GetAsync("questions/group")).GetProperty("labels").EnumerateArray().Select(NameOf).First(label => label != first);
        await one.PostAsync(
            "answers/corrections", JsonContent.Create(new { question = "group", corrections = new[] { new { text = "Head of Sales", label = wanted } } }));
        while (await LabelAsync(other) != wanted)
        {
            await Task.Delay(5, Cancellation);
        }

        // Taken back there, it is taken back here.
        await one.PostAsync("answers/corrections/undo", JsonContent.Create(new { question = "group", text = "Head of Sales" }));
        while (await LabelAsync(other) != first)
        {
            await Task.Delay(5, Cancellation);
        }

        Assert.Single(teacher.Calls);
    }

    private static string NameOf(JsonElement label) =>
        label.ValueKind == JsonValueKind.String ? label.GetString()! : label.GetProperty("name").GetString()!;

    private static async Task<string?> LabelAsync(ServingProcess server) =>
        (await server.PostAsync("classify", JsonContent.Create(new { question = "group", text = "Head of Sales" }))).GetProperty("label").GetString();

    private static Task<StandInServer> TeacherAsync() =>
        StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers, MakesUpTheRest = true });

    private async Task<string> NewAddressAsync() => fixture.Server.Address(await fixture.Server.NewDatabaseAsync());
}
