using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace LeadScout.Server.Tests.Lists;

/// <summary>A list whose record is broken keeps nobody from the others, is named with what to do, and comes back with its next upload.</summary>
public sealed class BrokenListTests
{
    private static readonly byte[] Whole = "Job Title\nCFO\nRecruiter\n"u8.ToArray();

    public static TheoryData<string, string> Damages => new()
    {
        { "empty", "is damaged" },
        { "truncated", "is damaged" },
        { "binary", "is damaged" },
        { "null", "says neither" },
        { "nothing in it", "says neither" },
        { "no columns", "says neither" },
        { "columns of null", "names of columns" },
        { "columns are null", "is damaged" },
        { "notes are null", "is damaged" },
        { "another's", "speaks of another list" },
        { "a path for a name", "has a name or a way of reading" },
        { "no delimiter", "has a name or a way of reading" },
        { "no number", "is damaged" },
        { "below zero", "counts rows and bytes" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task The_others_are_listed_and_it_is_named_with_what_is_wrong(string damage, string reason)
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.UploadAsync("whole.csv", "Job Title\nCEO\n"u8.ToArray());
        var list = await trial.UploadAsync("leads.csv", Whole);
        await DamageAsync(trial, list, damage);

        var lists = await trial.GetAsync("/api/v1/lists");

        Assert.Equal("whole.csv", Assert.Single(lists.GetProperty("items").EnumerateArray()).Text("name"));
        Assert.Equal(1, lists.Number("total"));
        var broken = Assert.Single(lists.GetProperty("broken").EnumerateArray());
        Assert.Equal((list, "leads.csv", $"lists/{list}/.list.json"), (broken.Text("id"), broken.Text("name"), broken.Text("file")));
        Assert.Contains(reason, broken.Text("problem"), StringComparison.Ordinal);
        Assert.DoesNotContain(trial.Folder.Path, broken.ToString(), StringComparison.Ordinal);
        Assert.Contains("Upload leads.csv again", broken.Text("toDo"), StringComparison.Ordinal);
        Assert.Equal("list-broken", (await trial.GetAsync($"/api/v1/lists/{list}", 409)).Text("code"));
        Assert.Equal("list-broken", (await trial.PostAsync("/api/v1/jobs", new { list, question = "department" }, 409)).Text("code"));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("another's")]
    public async Task Uploaded_again_it_is_whole_and_its_damaged_content_too(string damage)
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", Whole);
        await DamageAsync(trial, list, damage);
        await File.WriteAllTextAsync(trial.Folder[$"data/lists/{list}/leads.csv"], "Job Ti", ServerTrial.Gone);

        Assert.Equal(list, await trial.UploadAsync("leads.csv", Whole));

        var lists = await trial.GetAsync("/api/v1/lists");
        Assert.False(lists.TryGetProperty("broken", out _));
        Assert.Equal(list, Assert.Single(lists.GetProperty("items").EnumerateArray()).Text("id"));
        Assert.Equal(2, (await trial.GetAsync($"/api/v1/lists/{list}")).GetProperty("rows").GetArrayLength());
        Assert.Equal(2, Directory.GetFiles(trial.Folder[$"data/lists/{list}"]).Length);
    }

    [Fact]
    public async Task It_is_deleted_like_any_other()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", Whole);
        await DamageAsync(trial, list, "truncated");

        using var deleted = await trial.Client.DeleteAsync($"/api/v1/lists/{list}", ServerTrial.Gone);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False(Directory.Exists(trial.Folder[$"data/lists/{list}"]));
        Assert.False((await trial.GetAsync("/api/v1/lists")).TryGetProperty("broken", out _));
        await trial.GetAsync($"/api/v1/lists/{list}", 404);
    }

    [Fact]
    public async Task One_that_breaks_while_the_server_is_up_is_seen_broken_everywhere_at_once()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", Whole);
        Assert.Equal(1, (await trial.GetAsync("/api/v1/lists")).Number("total"));

        await DamageAsync(trial, list, "truncated");

        Assert.Equal(0, (await trial.GetAsync("/api/v1/lists")).Number("total"));
        await trial.GetAsync($"/api/v1/lists/{list}", 409);
    }

    [Fact]
    public async Task A_message_of_a_webhook_that_can_not_be_read_does_not_keep_the_server_from_starting()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["data/webhooks"]);
        File.CreateSymbolicLink(folder["data/webhooks/msg_gone.json"], folder["nowhere"]);
        await File.WriteAllTextAsync(folder["data/webhooks/msg_half.json"], "{\"Id\":", ServerTrial.Gone);
        await File.WriteAllTextAsync(folder["data/webhooks/msg_empty.json"], "{}", ServerTrial.Gone);

        await using var trial = await ServerTrial.StartAsync(folder: folder, keepsFolder: true);

        await trial.GetAsync("/api/v1/lists");
    }

    private static async Task DamageAsync(ServerTrial trial, string list, string damage)
    {
        var path = trial.Folder[$"data/lists/{list}/.list.json"];
        var json = await File.ReadAllTextAsync(path, ServerTrial.Gone);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddMinutes(-1)); // as of some time ago: what is written now is later
        await File.WriteAllBytesAsync(path, damage switch
        {
            "empty" => [],
            "truncated" => Encoding.UTF8.GetBytes(json[..(json.Length / 2)]),
            "binary" => [0, 1, 2, 0xFF, 0xFE],
            "null" => "null"u8.ToArray(),
            "nothing in it" => "{}"u8.ToArray(),
            "no columns" => With("columns", null, isRemoved: true),
            "columns of null" => With("columns", new JsonArray(null, null)),
            "columns are null" => With("columns", null),
            "notes are null" => With("notes", null),
            "another's" => With("id", "0123456789abcdef"),
            "a path for a name" => With("name", "../../leadscout.db"),
            "no delimiter" => With("delimiter", "a word"),
            "no number" => With("rows", "many"),
            "below zero" => With("rows", -1),
            _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, null),
        }, ServerTrial.Gone);

        byte[] With(string field, JsonNode? value, bool isRemoved = false)
        {
            var record = JsonNode.Parse(json)!.AsObject();
            record[field] = value;
            if (isRemoved)
            {
                record.Remove(field);
            }

            return Encoding.UTF8.GetBytes(record.ToJsonString());
        }
    }
}
