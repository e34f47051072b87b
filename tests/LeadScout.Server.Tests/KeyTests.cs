using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LeadScout.Application.Embeddings;
using LeadScout.Llm.Recorded;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Hosting;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Stores;
using LeadScout.Teaching;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class KeyTests
{
    [Fact]
    public async Task A_server_that_others_can_reach_does_not_start_without_a_key()
    {
        using var folder = new Folder();
        var options =
            new ServerOptions { Url = new Uri("http://0.0.0.0:0"), Database = folder["leadscout.db"], DataFolder = folder["data"], Environment = _ => null };
        var refused = Assert.Throws<BadInputException>(() => ServerHost.Build(options));
        Assert.Contains(Remedy.Of(UserAction.AddKey), refused.Remedies);

        // And leaves nothing locked behind.
        SqliteStore.Open(folder["leadscout.db"]).Dispose();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_nothing_is_done()
    {
        await using var trial = await StartAsync(Scope.Admin);
        Assert.Equal("key-missing", (await SendAsync(trial.Server, null, HttpMethod.Get, "/api/v1/jobs", null, 401)).Text("code"));
        Assert.Equal(
            "key-missing", (await SendAsync(trial.Server, trial.Key[..^1] + "x", HttpMethod.Get, "/api/v1/jobs", null, 401)).Text("code"));
        Assert.Equal(
            "key-missing",
            (await SendAsync(trial.Server, "lsk_00000000_AAAAAAAAAAAAAAAAAAAAAAAA", HttpMethod.Get, "/api/v1/jobs", null, 401)).Text("code"));
        await SendAsync(trial.Server, trial.Key, HttpMethod.Get, "/api/v1/jobs", null, 200);
    }

    [Theory]
    [InlineData("/jobs/000000000000?question=team#rows", "/jobs/000000000000?question=team#rows")]
    [InlineData("/learned", "/learned")]
    [InlineData("//other.example/learned", "/")]
    [InlineData("/\\other.example", "/")]
    [InlineData("https://other.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("", "/")]
    public async Task After_signing_in_even_at_the_second_try_a_person_is_where_they_wanted_to_be_on_this_server(string wanted, string reached)
    {
        await using var trial = await StartAsync(Scope.Read);
        var address = $"/sign-in?ReturnUrl={Uri.EscapeDataString(wanted)}";
        using var form = await trial.Server.Client.GetAsync(address, ServerTrial.Gone);
        var cookie = form.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var html = await form.Content.ReadAsStringAsync(ServerTrial.Gone);
        var action = ActionOf(html);

        using var wrong = await SignInAsync(trial.Server, cookie, [new("key", "no key"), TokenOf(html)], action);
        var again = await wrong.Content.ReadAsStringAsync(ServerTrial.Gone);
        Assert.Equal((HttpStatusCode.Unauthorized, action), (wrong.StatusCode, ActionOf(again)));
        using var right = await SignInAsync(trial.Server, cookie, [new("key", trial.Key), TokenOf(again)], ActionOf(again));

        Assert.Equal((HttpStatusCode.Redirect, reached), (right.StatusCode, right.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_page_sends_whoever_is_unknown_to_sign_in_and_a_key_signs_in()
    {
        await using var trial = await StartAsync(Scope.Read);
        using var page = await trial.Server.Client.GetAsync("/", ServerTrial.Gone);
        Assert.Equal("/sign-in", page.Headers.Location!.AbsolutePath);

        using var form = await trial.Server.Client.GetAsync("/sign-in", ServerTrial.Gone);
        var html = await form.Content.ReadAsStringAsync(ServerTrial.Gone);
        var cookie = form.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var signedIn = await SignInAsync(trial.Server, cookie, [new("key", trial.Key), TokenOf(html)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        var session = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", session, StringComparison.OrdinalIgnoreCase);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.Add("Cookie", session.Split(';')[0]);
        using var home = await trial.Server.Client.SendAsync(again, ServerTrial.Gone);
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_signs_nobody_in()
    {
        await using var trial = await StartAsync(Scope.Read);
        using var refused = await SignInAsync(trial.Server, "", [new("key", trial.Key)]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/api/v1/classify", Scope.Read)]
    [InlineData("/api/v1/jobs", Scope.Read)]
    [InlineData("/api/v1/answers/corrections", Scope.Read)]
    [InlineData("/api/v1/patterns/retire", Scope.Read)]
    [InlineData("/api/v1/answers/forget", Scope.Label)]
    [InlineData("/api/v1/jobs/0123456789ab/settle", Scope.Label)]
    [InlineData("/api/v1/settings/keys", Scope.Label)]
    public async Task A_key_opens_no_more_than_its_scope(string path, Scope scope)
    {
        await using var trial = await StartAsync(scope);
        Assert.Equal("scope-missing", (await SendAsync(trial.Server, trial.Key, HttpMethod.Post, path, new { }, 403)).Text("code"));
    }

    [Fact]
    public async Task A_key_is_made_rotated_and_revoked_while_the_server_runs()
    {
        await using var trial = await StartAsync(Scope.Admin);
        var made = await SendAsync(
            trial.Server, trial.Key, HttpMethod.Post, "/api/v1/settings/keys", new { name = "import", scope = "read" }, 200);
        var rotated = await SendAsync(trial.Server, trial.Key, HttpMethod.Post, $"/api/v1/settings/keys/{made.GetProperty("key").Text("id")}/rotate?hours=0",
        null, 200);
        await SendAsync(trial.Server, made.Text("text"), HttpMethod.Get, "/api/v1/jobs", null, 401);
        await SendAsync(trial.Server, rotated.Text("text"), HttpMethod.Get, "/api/v1/jobs", null, 200);

        await SendAsync(trial.Server, trial.Key, HttpMethod.Delete, $"/api/v1/settings/keys/{rotated.GetProperty("key").Text("id")}", null,
        204);
        await SendAsync(trial.Server, rotated.Text("text"), HttpMethod.Get, "/api/v1/jobs", null, 401);
    }

    [Fact]
    public async Task The_secret_of_a_key_is_nowhere_on_disk()
    {
        using var folder = new Folder();
        var text = await KeyInAsync(folder, "add", "import", "--scope", "admin");
        var secret = text.Split('_', 3)[2];
        Assert.All(
            Directory.EnumerateFiles(folder.Path),
            file => Assert.DoesNotContain(secret, File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal));
        Assert.Contains("import", await KeyInAsync(folder, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_with_a_key_are_told_when_to_come_again()
    {
        await using var trial = await StartAsync(Scope.Read, perMinute: 3);
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(trial.Server, trial.Key, HttpMethod.Get, "/api/v1/jobs", null, 200);
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/api/v1/jobs")
        { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", trial.Key) } };
        using var refused = await trial.Server.Client.SendAsync(request, ServerTrial.Gone);
        Assert.Equal("too-many-requests", (await ServerTrial.JsonAsync(refused, 429)).Text("code"));
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_purse_ends_what_its_key_may_ask_and_the_log_says_who_spent()
    {
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(Samples.Answers) });
        await using var trial = await StartAsync(Scope.Label, Money.OfDollars(0.02m), change: options => options with
        {
            Teacher = "openai:gpt-5-mini",
            TeacherUrl = teacher.Url.ToString(),
        });
        var request = new { question = "department", text = "Boekhouder" };
        Assert.Equal(
            "Finance", (await SendAsync(trial.Server, trial.Key, HttpMethod.Post, "/api/v1/classify", request, 200)).Text("label"));

        // What is known costs nothing, whatever is left.
        Assert.Equal("exact", (await SendAsync(trial.Server, trial.Key, HttpMethod.Post, "/api/v1/classify", request, 200)).Text("source"));
        var texts = File.ReadLines(Samples.Answers).Skip(1).Select(line => line.Split('\t')[0]).Take(200).ToArray();
        var codes = new List<string?>();
        foreach (var text in texts)
        {
            using var response = await PostAsync(trial.Server, trial.Key, "/api/v1/classify", new { question = "department", text });
            codes.Add(response.StatusCode == HttpStatusCode.OK ? null : (await ServerTrial.JsonAsync(response, 402)).Text("code"));
        }

        Assert.Contains("purse-empty", codes);
        var spent = trial.Server.Services.GetRequiredService<Workspaces.ServerWorkspace>().Service.ActivityLog(0, 500).ActivityLog.Where(
            entry => entry.Action == "ask").ToArray();
        Assert.All(spent, entry => Assert.Equal("test", entry.By));
        Assert.True(spent.Sum(entry => entry.Cost!.Value.Dollars) is > 0 and <= 0.02m);
    }

    [Fact]
    public async Task A_purse_that_may_not_do_for_every_try_of_a_text_asks_nothing()
    {
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(Samples.Answers) });
        await using var trial = await StartAsync(
            Scope.Label,
            Money.OfDollars(0.008m),
            change: options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = teacher.Url.ToString() });

        var refused = await SendAsync(
            trial.Server, trial.Key, HttpMethod.Post, "/api/v1/classify", new { question = "department", text = "Boekhouder" }, 402);

        Assert.Equal("purse-empty", refused.Text("code"));
        Assert.Equal(0, teacher.Stats.Calls);
    }

    [Fact]
    public async Task What_embeds_a_text_is_on_the_purse_too_and_must_fit_it()
    {
        await using var service = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await StartAsync(Scope.Label, Money.OfDollars(0.02m), change: options => options with
        {
            Embeddings = [new EmbeddingChoice("openai:dear") { Url = service.Url.ToString(), Price = 100 }],
        });
        var request = new { question = "department", text = "Boekhouder", embeddings = "openai:dear" };
        await SendAsync(trial.Server, trial.Key, HttpMethod.Post, "/api/v1/classify", request, 200);
        var spent = trial.Server.Services.GetRequiredService<Workspaces.ServerWorkspace>().Service.ActivityLog(0, 500).ActivityLog.Where(
            entry => entry.Action == "ask").ToArray();
        Assert.Equal(0.0001m * service.Stats.InputTokens, spent.Sum(entry => entry.Cost!.Value.Dollars));
        var large = new { question = "department", text = string.Join(' ', Enumerable.Range(0, 300)), embeddings = "openai:dear" };
        var refused = await SendAsync(trial.Server, trial.Key, HttpMethod.Post, "/api/v1/classify", large, 402);
        Assert.Equal(("purse-empty", 1), (refused.Text("code"), service.Stats.Calls));
    }

    [Fact]
    public async Task Calls_that_brought_no_answer_are_on_the_purse_too()
    {
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(Samples.Answers) });
        await using var trial = await StartAsync(
            Scope.Label,
            Money.OfDollars(1),
            change: options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = teacher.Url.ToString() });

        var undecided = await SendAsync(
            trial.Server,
            trial.Key,
            HttpMethod.Post,
            "/api/v1/classify",
            new { question = "department", text = "a title that the stand-in leaves out" },
            200);

        var service = trial.Server.Services.GetRequiredService<Workspaces.ServerWorkspace>().Service;
        var entry = Assert.Single(service.ActivityLog(0, 10).ActivityLog, entry => entry.Action == "ask");
        Assert.Null(undecided.Text("label"));
        Assert.Equal(teacher.Stats.Calls, entry.Count);
        Assert.Equal(
            (teacher.Stats.InputTokens * 0.25m / 1_000_000) + (teacher.Stats.OutputTokens * 2m / 1_000_000), entry.Cost!.Value.Dollars);
        Assert.Equal(entry.Cost, service.SpentOnTexts(entry.Key!));
        Assert.DoesNotContain("stand-in", entry.About, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_before_the_answer_pays_and_who_waits_for_the_same_does_not()
    {
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var teacher = await StandInServer.StartAsync(new StandInOptions
        {
            Answers = Recording.Load(Samples.Answers),
            Before = gone =>
            {
                arrived.TrySetResult();
                return gate.Task.WaitAsync(gone);
            },
        });
        await using var trial = await StartAsync(
            Scope.Label,
            Money.OfDollars(1),
            change: options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = teacher.Url.ToString() });
        var body = new { question = "department", text = "Boekhouder" };
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            "/api/v1/classify")
        { Content = JsonContent.Create(body), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", trial.Key) } };
        var first = trial.Server.Client.SendAsync(request, leaving.Token);
        await arrived.Task.WaitAsync(ServerTrial.Gone);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = SendAsync(trial.Server, trial.Key, HttpMethod.Post, "/api/v1/classify", body, 200);
        gate.SetResult();

        Assert.Equal("Finance", (await second).Text("label"));
        Assert.Single(teacher.Calls);
        var service = trial.Server.Services.GetRequiredService<Workspaces.ServerWorkspace>().Service;
        while (service.ActivityLog(0, 10).Total == 0)
        {
            await Task.Yield(); // who left is booked once the call is home, beside the answer to who stayed
            ServerTrial.Gone.ThrowIfCancellationRequested();
        }

        Assert.True(Assert.Single(service.ActivityLog(0, 10).ActivityLog).Cost > Money.Zero);
    }

    private static async Task<string> KeyInAsync(Folder folder, params string[] args)
    {
        var run = await LeadScoutProcess.RunAsync(folder.Path, null, ["serve", "keys", .. args]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Out.Trim();
    }

    private static KeyValuePair<string, string> TokenOf(string html) =>
        new("__RequestVerificationToken", html.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0]);

    private static string ActionOf(string html) => WebUtility.HtmlDecode(html.Split("action=\"")[1].Split('"')[0]);

    private static async Task<HttpResponseMessage> SignInAsync(
        ServerTrial trial, string cookie, IEnumerable<KeyValuePair<string, string>> fields, string address = "/sign-in")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await trial.Client.SendAsync(request, ServerTrial.Gone);
    }

    private static Task<HttpResponseMessage> PostAsync(ServerTrial trial, string key, string path, object body)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            path)
        { Content = JsonContent.Create(body), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        return trial.Client.SendAsync(request, ServerTrial.Gone);
    }

    private static async Task<JsonElement> SendAsync(
        ServerTrial trial, string? key, HttpMethod method, string path, object? body, int expected)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await trial.Client.SendAsync(request, ServerTrial.Gone);
        return await ServerTrial.JsonAsync(response, expected);
    }

    private static async Task<Keyed> StartAsync(
        Scope scope, Money? spending = null, int? perMinute = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var folder = new Folder();
        string key;
        using (var store = SqliteStore.Open(folder["leadscout.db"]))
        {
            key = new KeyRing(store.Service, TimeProvider.System).Add("test", scope, spending, perMinute, null).Text;
        }

        return new Keyed(
            await ServerTrial.StartAsync(options => (change?.Invoke(options) ?? options) with { RequireKey = true }, folder), key);
    }

    private sealed record Keyed(ServerTrial Server, string Key) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
