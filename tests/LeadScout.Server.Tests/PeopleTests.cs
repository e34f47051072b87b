using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LeadScout.Server.Access;
using LeadScout.Sqlite;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Several people with keys of their own names: they see each other where they say something about the same text, and nothing is lost.</summary>
public sealed class PeopleTests
{
    private const string Text = "Boekhouder";

    [Fact]
    public async Task Who_has_not_seen_anothers_word_is_told_of_it_and_says_again_what_they_mean()
    {
        await using var people = await StartAsync("ada", "bob");

        await people.SayAsync("ada", "Legal", seen: "", 200);
        var conflict = await people.SayAsync("bob", "HR", seen: "", 409);
        await people.SayAsync("bob", "HR", seen: "Legal", 200);

        Assert.Equal("answer-changed", conflict.Text("code"));
        Assert.Contains("ada has said Legal", conflict.Text("detail"), StringComparison.Ordinal);
        Assert.Equal([("Legal", "ada"), ("HR", "bob")], await people.PersonsAsync());
        var log = await people.AskAsync("ada", HttpMethod.Get, "/api/v1/settings/audit-log", null, 200);
        Assert.Equal(["bob", "ada"], log.GetProperty("items").EnumerateArray().Select(entry => entry.Text("by")));
    }

    [Fact]
    public async Task Who_says_the_same_or_does_not_look_is_in_nobodys_way()
    {
        await using var people = await StartAsync("ada", "bob");

        await people.SayAsync("ada", "Legal", seen: "", 200);
        await people.SayAsync("bob", "Legal", seen: "", 200);
        await people.SayAsync("bob", "HR", seen: null, 200);

        Assert.Equal([("Legal", "ada"), ("HR", "bob")], await people.PersonsAsync());
    }

    [Fact]
    public async Task Of_several_corrections_one_that_was_overtaken_keeps_all_back()
    {
        await using var people = await StartAsync("ada", "bob");
        await people.SayAsync("ada", "Legal", seen: "", 200);

        await people.AskAsync("bob", HttpMethod.Post, "/api/v1/answers/corrections", new
        {
            question = "department",
            corrections = new object[] { new { text = "Recruiter", label = "HR", seen = "" }, new { text = Text, label = "HR", seen = "" } },
        }, 409);

        var other = await people.AskAsync("bob", HttpMethod.Get, "/api/v1/answers/of?question=department&text=Recruiter", null, 200);
        Assert.DoesNotContain(other.EnumerateArray(), answer => answer.Text("source") == "person");
    }

    [Fact]
    public async Task Of_many_who_correct_at_once_one_is_taken_and_the_others_are_told()
    {
        await using var people = await StartAsync("ada", "bob");
        string[] labels = ["Sales", "Marketing", "IT", "HR", "Legal", "Support", "Product", "Management"];

        var statuses = await Task.WhenAll(labels.Select((label, at) => people.StatusAsync(at % 2 == 0 ? "ada" : "bob", label)));

        Assert.Equal(1, statuses.Count(status => status == 200));
        Assert.Equal(labels.Length - 1, statuses.Count(status => status == 409));
        Assert.Single(await people.PersonsAsync());
    }

    private static async Task<People> StartAsync(params string[] names)
    {
        var folder = new Folder();
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var store = SqliteStore.Open(folder["leadscout.db"]))
        {
            var ring = new KeyRing(store.Service, TimeProvider.System);
            foreach (var name in names)
            {
                keys[name] = ring.Add(name, Scope.Admin, null, null, null).Text;
            }
        }

        return new People(await ServerTrial.StartAsync(options => options with { RequireKey = true }, folder), keys);
    }

    private sealed record People(ServerTrial Server, Dictionary<string, string> Keys) : IAsyncDisposable
    {
        public Task<JsonElement> SayAsync(string who, string label, string? seen, int expected) => AskAsync(
            who, HttpMethod.Post, "/api/v1/answers/corrections", new { question = "department", corrections = new[] { new { text = Text, label, seen } } }, expected);

        public async Task<int> StatusAsync(string who, string label)
        {
            using var response = await SendAsync(
                who, HttpMethod.Post, "/api/v1/answers/corrections", new { question = "department", corrections = new[] { new { text = Text, label, seen = "" } } });
            return (int)response.StatusCode;
        }

        public async Task<(string?, string?)[]> PersonsAsync() =>
        [
            .. (await AskAsync("ada", HttpMethod.Get, $"/api/v1/answers/of?question=department&text={Text}", null, 200)).EnumerateArray()
                .Where(answer => answer.Text("source") == "person")
                .Select(answer => (answer.Text("label"), answer.Text("by"))),
        ];

        public async Task<JsonElement> AskAsync(string who, HttpMethod method, string path, object? body, int expected)
        {
            using var response = await SendAsync(who, method, path, body);
            return await ServerTrial.JsonAsync(response, expected);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private async Task<HttpResponseMessage> SendAsync(string who, HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys[who]);
            return await Server.Client.SendAsync(request, ServerTrial.Gone);
        }
    }
}
